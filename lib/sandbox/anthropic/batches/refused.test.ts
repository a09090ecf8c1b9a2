import { afterEach, beforeEach, expect, test } from "vitest";
import { messageRequests, openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.sandbox.urls.anthropic}/v1/messages/batches`, {
    method: "POST",
    headers: { "x-api-key": "key", "anthropic-version": "2023-06-01", ...headers },
    body,
  });

const params = { model: "claude-haiku-4-5", max_tokens: 5, messages: [{ role: "user", content: "x" }] };

test.each([
  [
    "an id of 65 characters",
    [{ custom_id: "x".repeat(65), params }],
    "requests.0.custom_id: String should have at most 64 characters",
  ],
  [
    "an e-mail as id",
    [{ custom_id: "a@b.c", params }],
    "requests.0.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'",
  ],
  ["no id", [{ params }], "requests.0.custom_id: Field required"],
  ["no params", [{ custom_id: "a", params }, { custom_id: "b" }], "requests.1.params: Field required"],
  ["no requests", [], "requests: List should have at least 1 item after validation, not 0"],
])("a create with %s is refused at once", async (_, requests, message) => {
  const response = await post(JSON.stringify({ requests }));
  expect(response.status).toBe(400);
  const body = await response.json();
  expect(body).toEqual({
    type: "error",
    error: { type: "invalid_request_error", message },
    request_id: response.headers.get("request-id"),
  });
  const { data } = await stage.anthropic.messages.batches.list();
  expect(data).toEqual([]);
});

test("an id twice, a body that is none, and a body cut off are refused", async () => {
  const twice = [...messageRequests(1), ...messageRequests(1)];
  for (const body of [
    JSON.stringify({ requests: twice }),
    "nonsense",
    JSON.stringify({ requests: twice }).slice(0, -3),
    '{"requests":5}',
  ])
    expect((await post(body)).status).toBe(400);
});

test("a body over the limit is answered with 413 after it was sent", async () => {
  await stage.tell("POST", "/config", { anthropic: { maxBytes: 1_000_000 } });
  const requests = Array.from({ length: 2000 }, (_, n) => ({
    custom_id: `r${n}`,
    params: { ...params, system: "x".repeat(900) },
  }));
  const response = await post(JSON.stringify({ requests }));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { type: "request_too_large" } });
});

test("a full queue and a spent rate are 429 with a time to wait", async () => {
  await stage.tell("POST", "/config", { anthropic: { queueLimit: 5 } });
  await stage.anthropic.messages.batches.create({ requests: messageRequests(4) });
  const full = await post(JSON.stringify({ requests: messageRequests(2) }));
  expect([full.status, Number(full.headers.get("retry-after")) > 0]).toEqual([429, true]);
  expect(await full.json()).toMatchObject({ error: { type: "rate_limit_error" } });
  await stage.tell("POST", "/config", { anthropic: { requestsPerMinute: 1 } });
  await stage.anthropic.messages.batches.list();
  await expect(stage.anthropic.messages.batches.list()).rejects.toMatchObject({ status: 429 });
  await stage.advance(60);
  expect((await stage.anthropic.messages.batches.list()).data).toHaveLength(1);
});

test("both forms of key and both versions are welcome; neither may be missing", async () => {
  const list = (headers: Record<string, string>) =>
    fetch(`${stage.sandbox.urls.anthropic}/v1/messages/batches`, { headers }).then(
      (response) => response.status,
    );
  expect(await list({ "x-api-key": "k", "anthropic-version": "2023-06-01" })).toBe(200);
  expect(await list({ authorization: "Bearer k", "anthropic-version": "2026-10-21" })).toBe(200);
  expect(await list({ "anthropic-version": "2026-10-21" })).toBe(401);
  expect(await list({ "x-api-key": "k" })).toBe(400);
  expect(await list({ "x-api-key": "k", "anthropic-version": "1999-01-01" })).toBe(400);
});

test("a batch may be unknown for a while after it was made", async () => {
  await stage.tell("POST", "/faults", { name: "not-found-after-create", provider: "anthropic", seconds: 30 });
  const { id } = await stage.anthropic.messages.batches.create({ requests: messageRequests(1) });
  await expect(stage.anthropic.messages.batches.retrieve(id)).rejects.toMatchObject({ status: 404 });
  await stage.advance(30);
  expect(await stage.anthropic.messages.batches.retrieve(id)).toMatchObject({ id });
});

test("single messages are answered, counted and on record", async () => {
  const body = {
    model: "claude-haiku-4-5",
    max_tokens: 20,
    messages: [{ role: "user" as const, content: "Sum up this ticket." }],
  };
  const message = await stage.anthropic.messages.create(body);
  expect(message.usage).toMatchObject({ input_tokens: 5, service_tier: "standard" });
  expect(await stage.anthropic.messages.countTokens(body)).toEqual({ input_tokens: 5 });
  await expect(stage.anthropic.messages.create({ ...body, messages: [] })).rejects.toMatchObject({
    status: 400,
  });
  const { sync } = await (await stage.tell("GET", "/record?provider=anthropic")).json();
  expect(sync).toMatchObject([{ operation: "/v1/messages", model: "claude-haiku-4-5", tier: "standard" }]);
});
