import { afterEach, beforeEach, expect, test } from "vitest";
import {
  chatLine,
  chatLines,
  jsonl,
  openStage,
  type Stage,
  startChatBatch,
  upload,
} from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

async function errorsOf(text: string) {
  const file = await upload(stage, text);
  const { id } = await stage.openai.batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
  });
  await stage.advance(3);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch).toMatchObject({ status: "failed", output_file_id: null, error_file_id: null });
  expect(batch.failed_at).toBe(batch.created_at + 3);
  return batch.errors?.data ?? [];
}

const good = jsonl(chatLines(1));

test.each([
  ["text that is no JSON", `${good}{oops\n`, { code: "invalid_json_line", line: 2, param: null }],
  ["a byte order mark", `\uFEFF${good}`, { code: "invalid_json_line", line: 1 }],
  ["an empty line", `${good}\n${jsonl([chatLine("b")])}`, { code: "invalid_json_line", line: 2 }],
  ["a line that is a list", `${good}[1]\n`, { code: "invalid_json_line", line: 2 }],
  [
    "no custom id",
    jsonl([{ ...chatLine("a"), custom_id: undefined }]),
    { code: "missing_required_parameter", param: "custom_id" },
  ],
  ["an id twice", good + good, { code: "duplicate_custom_id", line: 2 }],
  [
    "two models",
    good + jsonl([chatLine("b", { model: "gpt-6-sol" })]),
    { code: "mismatched_model", line: 2 },
  ],
  ["another path", jsonl([{ ...chatLine("a"), url: "/v1/responses" }]), { code: "mismatched_url", line: 1 }],
  ["another method", jsonl([{ ...chatLine("a"), method: "GET" }]), { code: "invalid_method", line: 1 }],
  ["nothing at all", "", { code: "empty_file", line: null }],
])("a file with %s is accepted and fails afterwards", async (_, text, error) => {
  expect((await errorsOf(text))[0]).toMatchObject(error);
});

test("too many requests fail the batch", async () => {
  await stage.tell("POST", "/config", { openai: { maxRequests: 3 } });
  expect(await errorsOf(jsonl(chatLines(4)))).toMatchObject([{ code: "too_many_tasks", line: null }]);
});

test("a full queue arrives as a failed batch, and room comes back when others end", async () => {
  const lines = chatLines(10, { content: "x".repeat(400) });
  await stage.tell("POST", "/config", { openai: { queueCaps: { "gpt-6-luna": 1500 } } });
  const first = await startChatBatch(stage, lines);
  const second = await startChatBatch(stage, lines);
  const elsewhere = await startChatBatch(
    stage,
    chatLines(10, { model: "gpt-6-sol", content: "x".repeat(400) }),
  );
  await stage.advance(3);
  const status = async (id: string) => (await stage.openai.batches.retrieve(id)).status;
  expect([await status(first.id), await status(elsewhere.id)]).toEqual(["in_progress", "in_progress"]);
  const refused = await stage.openai.batches.retrieve(second.id);
  expect(refused).toMatchObject({
    status: "failed",
    errors: { data: [{ code: "token_limit_exceeded", line: null, param: null }] },
  });
  expect(refused.errors?.data?.[0]?.message).toContain("Limit: 1,500 enqueued tokens");
  await stage.advance(200);
  const third = await startChatBatch(stage, lines);
  await stage.advance(3);
  expect([await status(first.id), await status(third.id)]).toEqual(["completed", "in_progress"]);
});

test("a refused batch can be told to hold its place in the queue for a while", async () => {
  const lines = chatLines(10, { content: "x".repeat(400) });
  await stage.tell("POST", "/config", {
    openai: { queueCaps: { default: 900 }, refusedHoldQueueSeconds: 600 },
  });
  await startChatBatch(stage, lines);
  await stage.advance(3);
  await stage.tell("POST", "/config", { openai: { queueCaps: { default: 1500 } } });
  const status = async () => {
    const { id } = await startChatBatch(stage, lines);
    await stage.advance(3);
    return (await stage.openai.batches.retrieve(id)).status;
  };
  expect(await status()).toBe("failed");
  await stage.advance(1200);
  expect(await status()).toBe("in_progress");
});

test("an hour holds a limited number of creates", async () => {
  await stage.tell("POST", "/config", { openai: { createsPerHour: 2 } });
  await startChatBatch(stage, chatLines(1));
  await startChatBatch(stage, chatLines(1));
  await expect(startChatBatch(stage, chatLines(1))).rejects.toMatchObject({
    status: 429,
    code: "rate_limit_exceeded",
  });
  await stage.advance(3601);
  expect(await startChatBatch(stage, chatLines(1))).toMatchObject({ status: "validating" });
});

test.each([
  ["no input file", {}, { status: 400, param: "input_file_id", code: "missing_required_parameter" }],
  ["an unknown file", { input_file_id: "file-none" }, { status: 400, param: "input_file_id" }],
  ["an unknown endpoint", { input_file_id: "x", endpoint: "/v1/other" }, { status: 400, param: "endpoint" }],
  [
    "another window",
    { input_file_id: "x", completion_window: "1h" },
    { status: 400, param: "completion_window" },
  ],
  [
    "too much metadata",
    { input_file_id: "x", metadata: { k: "v".repeat(513) } },
    { status: 400, param: "metadata.k" },
  ],
])("a create with %s is refused at once", async (_, change, error) => {
  const body = { endpoint: "/v1/chat/completions", completion_window: "24h", ...change };
  await expect(stage.openai.post("/batches", { body })).rejects.toMatchObject(error);
});

test("a key that was revoked opens nothing", async () => {
  const { id } = await startChatBatch(stage, chatLines(1));
  await stage.tell("POST", "/config", { openai: { revokedKeys: ["key"] } });
  await expect(stage.openai.batches.retrieve(id)).rejects.toMatchObject({
    status: 401,
    code: "invalid_api_key",
  });
});
