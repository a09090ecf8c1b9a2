import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI, { toFile } from "openai";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Urls } from "./start";
import { type OutLine, openAws, outputKey, readObject, records, startJob } from "./testing/aws";
import {
  chatLines,
  ids,
  jsonl,
  messageRequests,
  openStage,
  parseLines,
  results,
  startChatBatch,
  upload,
} from "./testing/stage";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "offpeak-restart-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("batches, files, faults, settings and time outlive a restart", async () => {
  const before = await openStage({ stateDir: dir });
  await before.tell("POST", "/config", { openai: { usage: { outputTokens: [7, 7] } } });
  await before.tell("POST", "/faults", { name: "missing-line", count: 1, provider: "openai" });
  const batch = await startChatBatch(before, chatLines(20));
  const messages = await before.anthropic.messages.batches.create({ requests: messageRequests(5) });
  await before.advance(60);
  const asked = await before.openai.batches.retrieve(batch.id);
  await before.close();

  const after = await openStage({ stateDir: dir, seed: "ignored, the old one stands" });
  expect(after.sandbox.control.world.seed).toBe("a fixed seed");
  expect(await after.openai.batches.retrieve(batch.id)).toEqual(asked);
  await after.advance(120);
  const done = await after.openai.batches.retrieve(batch.id);
  expect(done).toMatchObject({ status: "completed", request_counts: { completed: 20 } });
  const lines = await results(after, done.output_file_id);
  expect(lines).toHaveLength(19);
  expect(lines[0]?.response?.body.usage).toMatchObject({ completion_tokens: 7 });
  expect(await after.anthropic.messages.batches.retrieve(messages.id)).toMatchObject({
    processing_status: "ended",
  });
  expect((await upload(after, "{}\n")).id).not.toBe(batch.input_file_id);
  await after.close();
});

test("a job of Bedrock that was under way goes on after a restart", async () => {
  const before = await openStage({ stateDir: dir });
  const arn = await startJob(openAws(before.sandbox), records(100));
  await before.advance(90);
  await before.close();
  const after = await openStage({ stateDir: dir });
  await after.advance(100);
  const lines = parseLines<OutLine>(await readObject(openAws(after.sandbox), outputKey(arn)));
  expect(lines).toHaveLength(100);
  await after.close();
});

test("a journal cut off in mid-line loses that line and nothing else", async () => {
  const before = await openStage({ stateDir: dir });
  const batch = await startChatBatch(before, chatLines(2));
  await before.close();
  appendFileSync(join(dir, "journal.jsonl"), '{"in":"openai-batches","id":"batch_x","val');
  const after = await openStage({ stateDir: dir });
  expect((await after.openai.batches.list()).data.map((found) => found.id)).toEqual([batch.id]);
  await after.close();
});

test("what was answered survives a kill, and a stop is orderly", async () => {
  const first = await run(dir);
  const client = new OpenAI({ apiKey: "key", baseURL: first.urls.openai, maxRetries: 0 });
  const file = await client.files.create({
    file: await toFile(Buffer.from(jsonl(chatLines(3))), "in.jsonl"),
    purpose: "batch",
  });
  const batch = await client.batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
  });
  first.process.kill("SIGKILL");
  await once(first.process, "exit");

  const second = await run(dir);
  await fetch(`${second.urls.control}/clock`, {
    method: "POST",
    body: JSON.stringify({ advanceSeconds: 200 }),
  });
  const { batches } = await (await fetch(`${second.urls.control}/record`)).json();
  expect(batches).toMatchObject([{ id: batch.id, state: "completed", inputFileId: file.id }]);
  expect(ids(batches[0].lines)).toEqual(["ticket_0", "ticket_1", "ticket_2"]);
  second.process.kill("SIGTERM");
  expect(await once(second.process, "exit")).toEqual([0, null]);
}, 60_000);

async function run(stateDir: string): Promise<{ process: ChildProcess; urls: Urls }> {
  const main = join(import.meta.dirname, "main.ts");
  const args = ["--import", "tsx", main, "--state-dir", stateDir, "--speed", "0"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return { process: child, urls: JSON.parse(String(line)) };
}
