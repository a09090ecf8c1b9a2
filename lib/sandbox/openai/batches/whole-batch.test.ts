import { afterEach, beforeEach, expect, test } from "vitest";
import {
  chatLines,
  ids,
  jsonl,
  openStage,
  results,
  type Stage,
  startChatBatch,
  upload,
} from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

test("the SDK takes a batch from upload to results", async () => {
  const lines = chatLines(40);
  const file = await upload(stage, jsonl(lines), "nightly.jsonl");
  expect(file).toMatchObject({
    object: "file",
    filename: "nightly.jsonl",
    purpose: "batch",
    status_details: null,
  });
  expect((file.expires_at ?? 0) - file.created_at).toBe(2_592_000);

  const created = await stage.openai.batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
    metadata: { offpeak_job: "one" },
  });
  expect(created).toMatchObject({
    status: "validating",
    model: null,
    errors: null,
    metadata: { offpeak_job: "one" },
  });
  expect(created.request_counts).toEqual({ total: 0, completed: 0, failed: 0 });
  expect(created).toMatchObject({
    output_file_id: null,
    error_file_id: null,
    completed_at: null,
    cancelled_at: null,
  });

  await stage.advance(3);
  const started = await stage.openai.batches.retrieve(created.id);
  expect(started).toMatchObject({ status: "in_progress", model: "gpt-6-luna" });
  expect(started.in_progress_at).toBe(created.created_at + 3);
  await stage.advance(64);
  expect((await stage.openai.batches.retrieve(created.id)).request_counts).toEqual({
    total: 40,
    completed: 20,
    failed: 0,
  });
  await stage.advance(64);
  const closing = await stage.openai.batches.retrieve(created.id);
  expect(closing).toMatchObject({ status: "finalizing", output_file_id: null });
  await stage.advance(2);

  const batch = await stage.openai.batches.retrieve(created.id);
  expect(batch).toMatchObject({ status: "completed", error_file_id: null, errors: null });
  expect(batch.completed_at).toBe(created.created_at + 133);
  const output = await results(stage, batch.output_file_id);
  expect(ids(output)).toEqual(ids(lines));
  expect(output.map((line) => line.custom_id)).not.toEqual(lines.map((line) => line.custom_id));
  expect(output.every((line) => line.response?.status_code === 200 && line.error === null)).toBe(true);
});

test("the usage of a batch is the sum of its lines, and cached tokens are a part of the input", async () => {
  await stage.tell("POST", "/config", { openai: { usage: { cachedShare: 0.5, reasoningShare: 0.25 } } });
  const { id } = await startChatBatch(stage, chatLines(5, { content: "word ".repeat(2000) }));
  await stage.advance(200);
  const { usage, output_file_id } = await stage.openai.batches.retrieve(id);
  const lines = (await results(stage, output_file_id)).map((line) => usageOf(line.response?.body));
  const sum = (pick: (line: LineUsage) => number) => lines.reduce((total, line) => total + pick(line), 0);
  expect(usage?.input_tokens).toBe(sum((line) => line.prompt_tokens));
  expect(usage?.output_tokens).toBe(sum((line) => line.completion_tokens));
  expect(usage?.input_tokens_details.cached_tokens).toBe(5 * 1152);
  expect(lines[0]).toMatchObject({ prompt_tokens: 2500, prompt_tokens_details: { cached_tokens: 1152 } });
  expect(usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(0);
});

test("lines that fail go to the error file with the reason inside the response", async () => {
  await stage.tell("POST", "/config", {
    openai: { outcomes: { overrides: [{ pattern: "_[123]$", outcome: "failed" }] } },
  });
  const { id } = await startChatBatch(stage, chatLines(10));
  await stage.advance(200);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch.request_counts).toEqual({ total: 10, completed: 7, failed: 3 });
  const errors = await results(stage, batch.error_file_id);
  expect(ids(errors)).toEqual(["ticket_1", "ticket_2", "ticket_3"]);
  for (const { response, error } of errors) {
    expect(error).toBeNull();
    expect(response?.status_code).toBeGreaterThanOrEqual(400);
    expect(response?.body.error).toMatchObject({ message: expect.any(String), type: expect.any(String) });
  }
});

test("a batch whose lines all failed is completed and has no output file", async () => {
  await stage.tell("POST", "/config", { openai: { outcomes: { failShare: 1 } } });
  const { id } = await startChatBatch(stage, chatLines(9));
  await stage.advance(200);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch).toMatchObject({ status: "completed", output_file_id: null, errors: null });
  expect(batch.request_counts).toEqual({ total: 9, completed: 0, failed: 9 });
  expect(await results(stage, batch.error_file_id)).toHaveLength(9);
});

test("a body that the synchronous endpoint would refuse fails its own line only", async () => {
  const [first, second] = chatLines(2);
  const { id } = await startChatBatch(stage, [first, { ...second, body: { model: "gpt-6-luna" } }]);
  await stage.advance(200);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch.request_counts).toEqual({ total: 2, completed: 1, failed: 1 });
  const [error] = await results(stage, batch.error_file_id);
  expect(error?.response).toMatchObject({ status_code: 400, body: { error: { param: "messages" } } });
});

test("responses and embeddings come back in their own shapes", async () => {
  const cases = [
    { endpoint: "/v1/responses" as const, body: { model: "gpt-6-luna", input: "Sum this up." } },
    {
      endpoint: "/v1/embeddings" as const,
      body: { model: "text-embedding-3-small", input: ["one", "two"], dimensions: 8 },
    },
  ];
  const answers = [];
  for (const { endpoint, body } of cases) {
    const file = await upload(stage, jsonl([{ custom_id: "only", method: "POST", url: endpoint, body }]));
    const { id } = await stage.openai.batches.create({
      input_file_id: file.id,
      endpoint,
      completion_window: "24h",
    });
    await stage.advance(200);
    const [line] = await results(stage, (await stage.openai.batches.retrieve(id)).output_file_id);
    answers.push(line?.response?.body);
  }
  expect(answers[0]).toMatchObject({
    object: "response",
    status: "completed",
    output: [{ content: [{ type: "output_text" }] }],
  });
  expect(answers[0]?.usage).toMatchObject({ input_tokens: 3, input_tokens_details: { cached_tokens: 0 } });
  expect(answers[1]).toMatchObject({ object: "list", usage: { prompt_tokens: 2, total_tokens: 2 } });
  expect(answers[1]?.data).toEqual([
    { object: "embedding", index: 0, embedding: expect.any(Array) },
    { object: "embedding", index: 1, embedding: expect.any(Array) },
  ]);
});

test("batches are listed newest first, page by page, and only those of the key's project", async () => {
  await stage.tell("POST", "/config", { openai: { scopes: { other: "another project" } } });
  const created = [];
  for (let n = 0; n < 5; n++) created.push((await startChatBatch(stage, chatLines(1))).id);
  const seen = [];
  for await (const batch of stage.openai.batches.list({ limit: 2 })) seen.push(batch.id);
  expect(seen).toEqual(created.reverse());
  const stranger = stage.openai.withOptions({ apiKey: "other" });
  expect((await stranger.batches.list()).data).toEqual([]);
  await expect(stranger.batches.retrieve(created[0] ?? "")).rejects.toMatchObject({ status: 404 });
});

type LineUsage = {
  prompt_tokens: number;
  completion_tokens: number;
  prompt_tokens_details: { cached_tokens: number };
};

function usageOf(body: Record<string, unknown> | undefined): LineUsage {
  return body?.usage as LineUsage;
}
