import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ItemOutcome, Usage } from "@/lib/core/provider";
import { readResult } from "./outcome";

// Answers of the shapes that were seen on the wire, one of each kind, named by their custom ids.
const outcomes = new Map<string | null, ItemOutcome>();
for (const part of ["output", "errors"]) {
  const file = new URL(`../fixtures/${part}.jsonl`, import.meta.url);
  for (const line of readFileSync(file, "utf8").trimEnd().split("\n")) {
    const outcome = readResult({ part, bytes: Buffer.from(line) });
    outcomes.set(outcome.id, outcome);
  }
}

const none: Usage = {
  freshInput: null,
  cachedInput: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  output: null,
  reasoning: null,
};

test("every line has its outcome", () => expect(outcomes.size).toBe(30));

test.each<[string, Partial<Usage>]>([
  ["chat", { freshInput: 3880, cachedInput: 4096, cacheWriteOther: 1024, output: 420, reasoning: 128 }],
  ["old-chat", { freshInput: 31, output: 9 }],
  ["flex-chat", { freshInput: 1200, cachedInput: 0, output: 80, reasoning: 0 }],
  [
    "responses",
    { freshInput: 297_312, cachedInput: 128, cacheWriteOther: 2560, output: 700, reasoning: 640 },
  ],
  ["written-by-term", { freshInput: 1440, cachedInput: 0, cacheWriteOther: 2560, output: 50, reasoning: 50 }],
  ["embeddings", { freshInput: 8, output: 0 }],
  ["completion", { freshInput: 5, output: 1 }],
])("%s: token classes do not overlap, and what is not told is null", (id, usage) => {
  expect(outcomes.get(id)).toMatchObject({ status: "succeeded", code: null, message: null, error: null });
  expect(outcomes.get(id)?.usage).toEqual({ ...none, ...usage });
});

test("the classes add up to what was billed", () => {
  const usage = outcomes.get("chat")?.usage;
  const classes = [usage?.freshInput, usage?.cachedInput, usage?.cacheWriteOther];
  expect(classes.reduce<number>((sum, tokens) => sum + (tokens ?? 0), 0)).toBe(9000);
});

test("an answer without usage succeeded, and its tokens are unknown", () => {
  expect(outcomes.get("moderation")).toMatchObject({ status: "succeeded", usage: null });
});

test.each([
  ["chat", "gpt-5.6-terra-2026-07-30", "default"],
  ["flex-chat", "gpt-5.6-terra-2026-07-30", "flex"],
  ["old-chat", "gpt-4o-mini-2024-07-18", null],
  ["embeddings", "text-embedding-3-small", null],
])("%s: model and tier are those of the answer", (id, model, tier) => {
  expect(outcomes.get(id)).toMatchObject({ model, tier });
});

test.each([
  ["too-long", "context_length_exceeded", "fix", "Prompt is 214,880 tokens, limit 200,000."],
  ["too-long-input", "context_length_exceeded", "fix", "Prompt is 301,455 tokens, limit 272,000."],
  ["parameter", "invalid_value", "fix", "A parameter has a value that is not allowed (temperature)."],
  ["strange-parameter", "invalid_value", "fix", "A parameter has a value that is not allowed."],
  ["policy", "content_policy_violation", "fix", "OpenAI's content policy refuses the prompt."],
  ["no-model", "model_not_found", "fix", "The model does not exist, or this key may not use it."],
  ["odd-code", "error", "fix", "OpenAI refused the request (400)."],
  ["rate", "rate_limit_exceeded", "resend", "OpenAI was at a rate limit."],
  ["quota", "insufficient_quota", "resend", "The account had no credit left."],
  ["server", "server_error", "resend", "OpenAI had an error of its own."],
  ["gateway", "http_502", "resend", "OpenAI had an error of its own (502)."],
  ["overloaded", "service_unavailable_error", "resend", "OpenAI was overloaded."],
  ["status-zero", "no_answer", "resend", "The request was not answered."],
  ["status-zero-null", "no_answer", "resend", "The request was not answered."],
  ["neither", "no_answer", "resend", "The request was not answered."],
  ["text-error", "no_answer", "resend", "The request was not answered."],
  ["empty", "empty_answer", "resend", "OpenAI says that it worked, but the answer is empty."],
  ["no-body", "empty_answer", "resend", "OpenAI says that it worked, but the answer is empty."],
  ["error-inside", "server_error", "resend", "OpenAI had an error of its own."],
  ["failed-response", "server_error", "resend", "OpenAI had an error of its own."],
])("%s failed, in our words", (id, code, remedy, message) => {
  expect(outcomes.get(id)).toMatchObject({ status: "failed", code, remedy, message, response: null });
});

test("work that was billed and failed keeps its tokens", () => {
  expect(outcomes.get("failed-response")?.usage).toMatchObject({ freshInput: 10, output: 0 });
});

test.each([
  ["expired", "batch_expired"],
  ["cancelled", "batch_cancelled"],
])("%s lines never ran and may be sent again", (status, code) => {
  expect(outcomes.get(status)).toMatchObject({ status, code, remedy: "resend", usage: null, response: null });
});

test("no message quotes what the provider wrote", () => {
  for (const { message } of outcomes.values()) expect(message ?? "").not.toContain("Rumpelstilzchen");
});

test("what the provider wrote is kept beside it, for the caller's own file", () => {
  expect(outcomes.get("parameter")?.error).toMatchObject({ param: "temperature" });
  expect(outcomes.get("chat")?.response).toMatchObject({ object: "chat.completion" });
});

test("of a line that is cut the id is still read", () => {
  const bytes = Buffer.from('{"id":"batch_req_1","custom_id":"k3j9x2a1_7","response":{"status_code":200,"bo');
  expect(readResult({ part: "output", bytes })).toMatchObject({
    id: "k3j9x2a1_7",
    code: "unreadable_result",
  });
});
