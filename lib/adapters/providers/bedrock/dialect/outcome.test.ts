import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ItemOutcome } from "@/lib/core/provider";
import { readResult } from "./outcome";

const rows = readFileSync(join(import.meta.dirname, "../fixtures/rows.jsonl"), "utf8")
  .trim()
  .split("\n");
const read = (text: string, part = "output"): ItemOutcome => readResult({ part, bytes: Buffer.from(text) });
const outcomes = new Map(rows.map((row) => [JSON.parse(row).recordId, read(row)]));
const of = (n: number) => outcomes.get(`n_${n}`) as ItemOutcome;

const none = {
  cachedInput: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  reasoning: null,
};

test.each([
  [
    "Anthropic, with cache by term",
    1,
    { freshInput: 9, cachedInput: 30, cacheWrite5m: 30, cacheWrite1h: 10, output: 4 },
  ],
  [
    "Converse, with cache outside of the input",
    2,
    { freshInput: 3, cachedInput: 7, cacheWrite5m: 3, cacheWrite1h: 5, output: 4 },
  ],
  ["Nova, with other names for the cache", 3, { freshInput: 3, cachedInput: 0, cacheWrite5m: 0, output: 4 }],
  ["Titan", 4, { freshInput: 8, output: 3 }],
  ["an embedding, which has no output", 5, { freshInput: 2, output: 0 }],
  ["Llama", 6, { freshInput: 2, output: 4 }],
  ["a chat model, whose prompt holds what was cached", 8, { freshInput: 4, cachedInput: 6, output: 4 }],
])("usage of %s", (_name, n, usage) => {
  expect(of(n)).toMatchObject({ id: `n_${n}`, status: "succeeded", code: null });
  expect(of(n).usage).toEqual({ ...none, ...usage });
});

test("an answer that names no tokens has no usage, and not zero", () => {
  expect(of(7)).toMatchObject({ status: "succeeded", usage: null });
  expect(of(7).response).toEqual({ outputs: [{ text: "Hello.", stop_reason: "stop" }] });
});

test.each([
  [9, "http_400", "fix", "The model refused the request (400)."],
  [10, "http_400", "fix", "The model refused the request (modelId) (400)."],
  [11, "http_400", "fix", "The model refused the request (temperatura) (400)."],
  [12, "http_400", "fix", "Prompt is 231,042 tokens, limit 200,000."],
  [13, "http_429", "resend", "Bedrock was at a rate limit."],
  [14, "http_503", "resend", "Bedrock was overloaded."],
  [15, "error", "resend", "Bedrock could not work the request."],
  [16, "empty_answer", "resend", "Bedrock says that it worked, but the answer is empty."],
  [17, "no_answer", "resend", "The request was not answered."],
  [18, "overloaded_error", "resend", "Bedrock could not work the request."],
])("record %i failed with %s: %s", (n, code, remedy, message) => {
  expect(of(n)).toMatchObject({
    id: `n_${n}`,
    status: "failed",
    code,
    remedy,
    message,
    usage: null,
    response: null,
  });
});

test("no message repeats what a vendor wrote", () => {
  for (const { message } of outcomes.values()) expect(message ?? "").not.toContain("Rumpelstilzchen");
});

test("records that never ran say which way, and may be sent again", () => {
  expect(read('{"recordId":"n_1","unworked":"expired"}', "unworked")).toMatchObject({
    id: "n_1",
    status: "expired",
    remedy: "resend",
    usage: null,
  });
  expect(read('{"recordId":"n_1","unworked":"cancelled"}', "unworked").status).toBe("cancelled");
  expect(read('{"recordId":"n_1","unworked":"failed"}', "unworked").status).toBe("failed");
});

test("a manifest that differs is nobody's request, and says both counts", () => {
  expect(read('{"manifest":1200,"rows":1199}', "summary")).toMatchObject({
    id: null,
    code: "summary-differs",
    message: "Bedrock's manifest counts 1,200 records, and the result files hold 1,199.",
  });
});

test("a line cut off keeps its id, wherever that stands", () => {
  expect(read('{"recordId":"n_1","modelInput":{"messa').id).toBe("n_1");
  expect(read('"x"},"modelOutput":{},"recordId":"n_2"}').id).toBe("n_2");
  expect(read('{"modelInput":{"text":"\\"recordId\\":\\"n_3\\"').id).toBeNull();
});
