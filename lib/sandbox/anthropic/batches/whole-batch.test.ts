import { afterEach, beforeEach, expect, test } from "vitest";
import { ids, messageRequests, openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const create = (requests: ReturnType<typeof messageRequests>) =>
  stage.anthropic.messages.batches.create({ requests });
const retrieve = (id: string) => stage.anthropic.messages.batches.retrieve(id);

async function resultsOf(id: string) {
  const found = [];
  for await (const result of await stage.anthropic.messages.batches.results(id)) found.push(result);
  return found;
}

test("the SDK takes a batch from create to results, and sees no progress before the end", async () => {
  const requests = messageRequests(40);
  const created = await create(requests);
  const waiting = { processing: 40, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
  expect(created).toMatchObject({
    type: "message_batch",
    processing_status: "in_progress",
    request_counts: waiting,
  });
  expect(created).toMatchObject({
    ended_at: null,
    cancel_initiated_at: null,
    archived_at: null,
    results_url: null,
  });
  expect(created.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(Date.parse(created.expires_at) - Date.parse(created.created_at)).toBe(86_400_000);
  await stage.advance(119);
  expect(await retrieve(created.id)).toEqual(created);
  await expect(stage.anthropic.messages.batches.results(created.id)).rejects.toThrow(/results_url/);
  await stage.advance(1);

  const ended = await retrieve(created.id);
  expect(ended.request_counts).toEqual({ ...waiting, processing: 0, succeeded: 40 });
  expect(ended.results_url).toBe(`${stage.sandbox.urls.anthropic}/v1/messages/batches/${created.id}/results`);
  const results = await resultsOf(created.id);
  expect(ids(results)).toEqual(ids(requests));
  expect(results.map((result) => result.custom_id)).not.toEqual(requests.map((request) => request.custom_id));
  const [first] = results;
  expect(first?.result).toMatchObject({
    type: "succeeded",
    message: {
      type: "message",
      role: "assistant",
      model: "claude-haiku-4-5",
      stop_sequence: null,
      usage: { service_tier: "batch", cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
    },
  });
});

test("each params is judged by itself, and only at the end", async () => {
  const [good, bad, streaming, empty] = messageRequests(4);
  const odd = (request: typeof good, change: object) => ({
    ...request,
    params: { ...request?.params, ...change },
  });
  const requests = [
    good,
    odd(bad, { messages: [] }),
    odd(streaming, { stream: true }),
    odd(empty, { max_tokens: 0 }),
  ];
  const created = await stage.anthropic.post<{ id: string }>("/v1/messages/batches", { body: { requests } });
  await stage.advance(120);
  expect((await retrieve(created.id)).request_counts).toMatchObject({ succeeded: 1, errored: 3 });
  const errors = (await resultsOf(created.id)).flatMap(({ result }) =>
    result.type === "errored" ? [result.error] : [],
  );
  expect(errors).toHaveLength(3);
  for (const error of errors) {
    expect(error).toMatchObject({ type: "error", error: { type: "invalid_request_error" } });
    expect(error.request_id).toMatch(/^req_/);
  }
});

test("usage counts fresh, written and read tokens apart", async () => {
  await stage.tell("POST", "/config", { anthropic: { usage: { cachedShare: 0.5, cacheWriteShare: 0.25 } } });
  const text = {
    type: "text" as const,
    text: "word ".repeat(2000),
    cache_control: { type: "ephemeral" as const, ttl: "1h" as const },
  };
  const params = {
    model: "claude-haiku-4-5",
    max_tokens: 50,
    messages: [{ role: "user" as const, content: [text] }],
  };
  const { id } = await stage.anthropic.messages.batches.create({ requests: [{ custom_id: "only", params }] });
  await stage.advance(120);
  const [only] = await resultsOf(id);
  if (only?.result.type !== "succeeded") throw new Error("the request was to succeed");
  const { usage } = only.result.message;
  const written = usage.cache_creation_input_tokens ?? 0;
  expect(usage.cache_read_input_tokens).toBe(1152);
  expect(written).toBeGreaterThan(300);
  expect(usage.cache_creation).toEqual({ ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: written });
  expect(usage.input_tokens + written + 1152).toBeGreaterThanOrEqual(2500);
});

test("a canceled batch ends with what was done, and the rest canceled", async () => {
  const { id } = await create(messageRequests(64));
  await stage.advance(30);
  expect(await stage.anthropic.messages.batches.cancel(id)).toMatchObject({
    processing_status: "canceling",
    request_counts: { processing: 64, canceled: 0 },
  });
  expect(await stage.anthropic.messages.batches.cancel(id)).toMatchObject({ processing_status: "canceling" });
  await stage.advance(10);
  const ended = await retrieve(id);
  expect(ended).toMatchObject({
    processing_status: "ended",
    request_counts: { succeeded: 16, canceled: 48 },
  });
  expect(ended.cancel_initiated_at).not.toBeNull();
  const canceled = (await resultsOf(id)).filter(({ result }) => result.type === "canceled");
  expect(canceled).toHaveLength(48);
});

test("after a day the unfinished requests are expired and the batch has ended", async () => {
  await stage.tell("POST", "/config", {
    anthropic: { outcomes: { overrides: [{ pattern: "_[0-3]$", outcome: "expired" }] } },
  });
  const { id } = await create(messageRequests(10));
  await stage.advance(86_399);
  expect(await retrieve(id)).toMatchObject({
    processing_status: "in_progress",
    request_counts: { processing: 10 },
  });
  await stage.advance(1);
  expect(await retrieve(id)).toMatchObject({
    processing_status: "ended",
    request_counts: { succeeded: 6, expired: 4 },
  });
  const expired = (await resultsOf(id)).filter(({ result }) => result.type === "expired");
  expect(ids(expired)).toEqual(["ticket_0", "ticket_1", "ticket_2", "ticket_3"]);
});

test("results are archived 29 days after creation; a deleted batch is gone", async () => {
  const kept = await create(messageRequests(1));
  const deleted = await create(messageRequests(1));
  await expect(stage.anthropic.messages.batches.delete(deleted.id)).rejects.toMatchObject({ status: 400 });
  await stage.advance(120);
  expect(await stage.anthropic.messages.batches.delete(deleted.id)).toEqual({
    id: deleted.id,
    type: "message_batch_deleted",
  });
  await expect(retrieve(deleted.id)).rejects.toMatchObject({ status: 404 });
  await stage.advance(29 * 86_400 - 120);
  const archived = await retrieve(kept.id);
  expect(archived).toMatchObject({ processing_status: "ended", results_url: null });
  expect(Date.parse(archived.archived_at ?? "") - Date.parse(archived.created_at)).toBe(29 * 86_400_000);
  expect((await stage.anthropic.messages.batches.list()).data.map((batch) => batch.id)).toEqual([kept.id]);
});

test("batches are listed newest first and paged both ways", async () => {
  const created = [];
  for (let n = 0; n < 5; n++) created.unshift((await create(messageRequests(1))).id);
  const seen = [];
  for await (const batch of stage.anthropic.messages.batches.list({ limit: 2 })) seen.push(batch.id);
  expect(seen).toEqual(created);
  const before = await stage.anthropic.messages.batches.list({ limit: 2, before_id: created[3] ?? "" });
  expect(before.data.map((batch) => batch.id)).toEqual(created.slice(1, 3));
  expect(before.has_more).toBe(true);
});
