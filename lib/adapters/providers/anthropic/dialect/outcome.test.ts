import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ItemOutcome, Usage } from "@/lib/core/provider";
import { outcomeOfError, readResult } from "./outcome";

// Results of the shapes that were seen on the wire, one of each kind, named by their custom ids.
const file = new URL("../fixtures/results.jsonl", import.meta.url);
const lines = readFileSync(file, "utf8").trimEnd().split("\n");
const outcomes = new Map<string | null, ItemOutcome>(
  lines.map((line) => {
    const outcome = readResult({ part: "output", bytes: Buffer.from(line) });
    return [outcome.id, outcome];
  }),
);

const plain: Usage = {
  freshInput: 412,
  cachedInput: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWriteOther: null,
  output: 388,
  reasoning: null,
};

test("every line has its outcome", () => expect(outcomes.size).toBe(29));

test.each<[string, Partial<Usage>]>([
  ["plain", {}],
  ["cached", { cachedInput: 18_000, cacheWrite5m: 1000, cacheWrite1h: 2000 }],
  ["old-cache", { freshInput: 5, cachedInput: null, cacheWrite5m: 2048, cacheWrite1h: null, output: 9 }],
  ["nulls", { cachedInput: null, cacheWrite5m: null, cacheWrite1h: null }],
  ["more-written", { cacheWrite5m: 1000, cacheWrite1h: 2000, cacheWriteOther: 500 }],
  ["thinking", { output: 900, reasoning: 640 }],
  ["paused", {}],
])("%s: token classes stand beside each other, and what is not told is null", (id, usage) => {
  expect(outcomes.get(id)).toMatchObject({ status: "succeeded", code: null, message: null, error: null });
  expect(outcomes.get(id)?.usage).toEqual({ ...plain, ...usage });
});

test("model and tier are those of the answer", () => {
  expect(outcomes.get("plain")).toMatchObject({ model: "claude-sonnet-4-5-20250929", tier: "batch" });
  expect(outcomes.get("old-cache")?.tier).toBe("standard");
});

test.each([
  ["too-long", "invalid_request_error", "fix", "Prompt is 214,880 tokens, limit 200,000."],
  [
    "too-long-with-output",
    "invalid_request_error",
    "fix",
    "Prompt is 198,000 tokens and max_tokens 20,000, limit 200,000.",
  ],
  ["parameter", "invalid_request_error", "fix", "Anthropic refused the request (max_tokens)."],
  ["content", "invalid_request_error", "fix", "Anthropic refused the request (messages.0.content.1.text)."],
  ["sentence", "invalid_request_error", "fix", "Anthropic refused the request."],
  ["model", "not_found_error", "fix", "The model or what the request names does not exist (model)."],
  ["billing", "billing_error", "resend", "Anthropic had a problem with the account's billing."],
  ["permission", "permission_error", "resend", "The key may not do this."],
  ["authentication", "authentication_error", "resend", "The key was not accepted."],
  ["rate", "rate_limit_error", "resend", "Anthropic was at a rate limit."],
  ["timeout", "timeout_error", "resend", "Anthropic ran out of time."],
  ["server", "api_error", "resend", "Anthropic had an error of its own."],
  ["overloaded", "overloaded_error", "resend", "Anthropic was overloaded."],
  ["new-kind", "brand_new_error", "resend", "Anthropic could not work the request."],
  ["flat-error", "overloaded_error", "resend", "Anthropic was overloaded."],
  ["bare-error", "api_error", "resend", "Anthropic had an error of its own."],
  ["empty", "empty_answer", "resend", "Anthropic says that it worked, but the answer is empty."],
  ["no-message", "empty_answer", "resend", "Anthropic says that it worked, but the answer is empty."],
  ["strange", "unknown_result", "resend", "Anthropic's result for this request is of an unknown kind."],
  ["no-result", "unknown_result", "resend", "Anthropic's result for this request is of an unknown kind."],
])("%s failed: the kind lies inside the error, and the words are ours", (id, code, remedy, message) => {
  expect(outcomes.get(id)).toMatchObject({
    status: "failed",
    code,
    remedy,
    message,
    usage: null,
    response: null,
  });
});

test.each([
  ["expired", "expired", "batch_expired"],
  ["canceled", "cancelled", "batch_cancelled"],
])("%s requests never ran and may be sent again", (id, status, code) => {
  expect(outcomes.get(id)).toMatchObject({ status, code, remedy: "resend", usage: null });
});

test("no message quotes what the provider wrote", () => {
  for (const { message } of outcomes.values()) expect(message ?? "").not.toContain("Rumpelstilzchen");
});

test("of a line that is cut the id is still read", () => {
  const bytes = Buffer.from('{"custom_id":"k3j9x2a1_7","result":{"type":"succeeded","mess');
  expect(readResult({ part: "output", bytes })).toMatchObject({
    id: "k3j9x2a1_7",
    code: "unreadable_result",
  });
});

test.each([
  [400, "invalid_request_error", "fix"],
  [413, "request_too_large", "fix"],
  [404, "not_found_error", "fix"],
  [409, "api_error", "resend"],
  [502, "api_error", "resend"],
])("a single call that fails with %i and a stranger's page", (status, code, remedy) => {
  expect(outcomeOfError("a", "<html>", status)).toMatchObject({ id: "a", code, remedy });
});
