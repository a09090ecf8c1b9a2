import { afterEach, beforeEach, expect, test } from "vitest";
import type { FaultName } from "@/lib/sandbox/platform/faults";
import {
  chatLines,
  download,
  ids,
  messageRequests,
  openStage,
  parseLines,
  type ResultLine,
  type Stage,
  startChatBatch,
} from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

async function outputWith(name: FaultName, count = 1) {
  await stage.tell("POST", "/faults", { name, count });
  const { id } = await startChatBatch(stage, chatLines(6));
  await stage.advance(200);
  const batch = await stage.openai.batches.retrieve(id);
  const text = await download(stage, batch.output_file_id);
  const record = await (await stage.tell("GET", "/record")).json();
  expect(record.faults).toEqual({ [name]: count });
  return { batch, text, lines: record.batches[0].lines, errors: await download(stage, batch.error_file_id) };
}

test("a byte order mark stands at the front", async () => {
  const { batch } = await outputWith("bom");
  const bytes = await (await stage.openai.files.content(batch.output_file_id ?? "")).arrayBuffer();
  expect([...new Uint8Array(bytes.slice(0, 3))]).toEqual([0xef, 0xbb, 0xbf]);
});

test("a blank line stands between others", async () => {
  const { text } = await outputWith("blank-line");
  expect(text.split("\n").filter((line) => line === "")).toHaveLength(2);
  expect(parseLines(text)).toHaveLength(6);
});

test("a line separator stands raw inside a value", async () => {
  const { text } = await outputWith("line-separator");
  expect(text.match(/[\u2028\u2029\u0085]/g)).toHaveLength(3);
  expect(parseLines(text)).toHaveLength(6);
});

test("a line with status 200 has an empty body, and was billed", async () => {
  const { text, lines, batch } = await outputWith("empty-body");
  const empty = parseLines(text).filter((line) => JSON.stringify(line.response?.body) === "{}");
  expect(empty).toMatchObject([{ response: { status_code: 200 } }]);
  expect(batch.request_counts).toEqual({ total: 6, completed: 6, failed: 0 });
  expect(lines.every((line: { billed: string }) => Number(line.billed) > 0)).toBe(true);
});

test("a line has the status zero", async () => {
  const { errors } = await outputWith("status-zero");
  expect(parseLines(errors)).toMatchObject([{ response: { status_code: 0 } }]);
});

test("a line is missing though it was worked and billed", async () => {
  const { text, lines, batch } = await outputWith("missing-line");
  expect(parseLines(text)).toHaveLength(5);
  expect(batch.request_counts).toEqual({ total: 6, completed: 6, failed: 0 });
  const missing = lines.filter((line: { missing?: boolean }) => line.missing);
  expect(missing).toHaveLength(1);
  expect(Number(missing[0].billed)).toBeGreaterThan(0);
  expect(ids([...parseLines(text), ...missing])).toEqual(ids(chatLines(6)));
});

test("there is a line for a request that was never sent", async () => {
  const { text } = await outputWith("unknown-id", 2);
  const unknown = parseLines(text).filter((line) => line.custom_id.startsWith("unknown_"));
  expect(unknown).toHaveLength(2);
  expect(parseLines(text)).toHaveLength(8);
});

test("an id comes twice", async () => {
  const { text } = await outputWith("duplicate-id");
  const all = parseLines<ResultLine>(text);
  expect(all).toHaveLength(7);
  expect(new Set(all.map((line) => line.custom_id)).size).toBe(6);
  expect(new Set(all.map((line) => line.id)).size).toBe(7);
});

test("the vendor's decoder stumbles over a blank line in Anthropic results, after the lines before it", async () => {
  await stage.tell("POST", "/faults", { name: "blank-line", provider: "anthropic", count: 1, skip: 1 });
  const { id } = await stage.anthropic.messages.batches.create({ requests: messageRequests(4) });
  await stage.advance(120);
  const seen: string[] = [];
  const read = async () => {
    for await (const result of await stage.anthropic.messages.batches.results(id))
      seen.push(result.custom_id);
  };
  await expect(read()).rejects.toThrow(SyntaxError);
  expect(seen).toHaveLength(2);
});

test("finalizing takes as long as the switch says", async () => {
  await stage.tell("POST", "/faults", { name: "slow-finalizing", seconds: 3600 });
  const { id } = await startChatBatch(stage, chatLines(1));
  await stage.advance(3000);
  expect(await stage.openai.batches.retrieve(id)).toMatchObject({
    status: "finalizing",
    output_file_id: null,
  });
  await stage.advance(3600);
  expect(await stage.openai.batches.retrieve(id)).toMatchObject({ status: "completed" });
});
