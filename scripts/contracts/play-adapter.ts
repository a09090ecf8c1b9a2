import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openai } from "@/lib/adapters/providers/openai/index";
import type { BatchProvider, Submission } from "@/lib/core/provider";
import type { RunningSandbox } from "@/lib/sandbox/start";

const { signal } = new AbortController();

/** Plays the same life through our own adapter, so that what it sends and what it is told are held against the contract too. */
export async function playAdapter({ urls, control }: RunningSandbox): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "offpeak-contracts-"));
  const provider = openai.open({
    credentials: { apiKey: "key" },
    settings: { baseUrl: urls.openai },
    limits: {},
  });
  try {
    await provider.test(signal);
    const whole = await start(provider, prepare(folder, "whole", ["a", "b\u2028c", "d"]));
    const cancelled = await start(provider, prepare(folder, "cancelled", ["a", "b"]));
    await provider.submit({ ...prepare(folder, "refused", ["a"]), path: "/v1/nothing" }, signal);
    await provider.find(prepare(folder, "lost", ["a"]), new Set(), signal);
    await control.advance(60);
    await provider.cancel(cancelled, signal);
    for (const seconds of [1, 100, 86_400]) {
      await control.advance(seconds);
      for (const id of [whole, cancelled]) await provider.check(id, signal);
    }
    await provider.cancel(whole, signal);
    for (const id of [whole, cancelled]) for await (const _ of provider.results(id, signal));
    await provider.check("batch_of_nobody", signal).catch(() => null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(provider: BatchProvider, submission: Submission): Promise<string> {
  const submitted = await provider.submit(submission, signal);
  if (submitted.kind !== "accepted") throw new Error(`the sandbox took no batch: ${submitted.message}`);
  return submitted.batch.id;
}

function prepare(folder: string, key: string, prompts: string[]): Submission {
  const { frame, write } = openai.dialect;
  const path = "/v1/chat/completions";
  const model = "gpt-6-luna";
  const lines = prompts.map((content, n) =>
    write({ path, model, body: { model, messages: [{ role: "user", content }] } }, `abcdefgh_${n + 1}`),
  );
  const text = `${frame.head}${lines.join(frame.between)}${frame.tail}`;
  writeFileSync(join(folder, key), text);
  return {
    key,
    nonce: "abcdefgh",
    model,
    path,
    file: { path: join(folder, key), bytes: Buffer.byteLength(text) },
    requests: prompts.length,
    labels: { "cost-center": "CC-4400", endpoint: "contract-clauses" },
    deadline: new Date(Date.now() + 86_400_000),
    since: new Date(),
  };
}
