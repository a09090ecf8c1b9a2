import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Role, SYSTEM } from "@/lib/core/access";
import { database } from "@/lib/platform/db";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { preflightBatch } from "@/lib/stages/batches/preflight-batch";
import { prepareBatch } from "@/lib/stages/batches/preparing/prepare-batch";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { BatchStage, TestClock } from "@/lib/testing/batches/batch-stage";
import { type TestContext, testContext } from "@/lib/testing/context";
import * as cancel from "./batches/[id]/cancel/route";
import * as fixes from "./batches/[id]/fixes/route";
import * as requests from "./batches/[id]/requests/route";
import * as resolve from "./batches/[id]/resolve/route";
import * as results from "./batches/[id]/results/route";
import * as retry from "./batches/[id]/retry/route";
import * as one from "./batches/[id]/route";
import * as rest from "./batches/[id]/run-remaining-sync/route";
import * as start from "./batches/[id]/start/route";
import * as batches from "./batches/route";

const tokens = new Map<Role, string>();
let sandbox: RunningSandbox;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  const clock = new TestClock();
  sandbox = await startSandbox({ speed: 0, seed: "api", startAt: clock.now() });
  ctx = await testContext({ catalogue: openCatalogue(), now: clock.now, installation: { pollSeconds: 1 } });
  const data = path.dirname(path.dirname(ctx.files.pathOf("batches")));
  vi.stubEnv("DATABASE_URL", ctx.url);
  vi.stubEnv("OFFPEAK_SECRET", "a secret for tests alone");
  vi.stubEnv("OFFPEAK_DATA_DIR", data);
  vi.stubEnv("OFFPEAK_SANDBOX", "1");
  stage = await BatchStage.open(ctx, clock, sandbox.urls);
  for (const role of ["admin", "manager", "finance", "owner"] as const)
    tokens.set(role, (await createToken(ctx, { name: role, role })).token);
});
afterAll(async () => {
  await database().close();
  await ctx.close();
  await sandbox.stop();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Call = { as?: Role; id?: string; body?: string; query?: string };

async function call(
  method: "GET" | "POST",
  handler: Handler,
  { as = "admin", id, body, query = "" }: Call = {},
) {
  const request = new Request(`http://offpeak.test/api/v1/batches${query}`, {
    method,
    headers: { authorization: `Bearer ${tokens.get(as)}` },
    ...(body !== undefined && { body }),
  });
  const response = await handler(request, { params: Promise.resolve(id ? { id } : {}) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("/json;");
  return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
}

const line = (id: string, model = "gpt-5.6-luna") =>
  JSON.stringify({
    ...{ custom_id: id, method: "POST", url: "/v1/chat/completions" },
    body: { model, max_completion_tokens: 50, messages: [{ role: "user", content: `Sum up ${id}.` }] },
  });
const FILE = ["b", "a", "c"].map((id) => line(id)).join("\n");
const QUERY = "?provider=openai&endpoint=digest&costCenter=CC-1&start=hold&filename=digest.jsonl";

async function prepared(): Promise<string> {
  const sent = await call("POST", batches.POST, { query: QUERY, body: FILE });
  expect(sent).toMatchObject({ status: 202, body: { id: expect.stringMatching(/^bat_/) } });
  await preflightBatch({ ...ctx, actor: SYSTEM }, { batchId: sent.body.id });
  return sent.body.id;
}

async function run(id: string): Promise<void> {
  await prepareBatch({ ...ctx, actor: SYSTEM }, { batchId: id });
  await stage.pass(0);
  await stage.pass(300);
}

test("a file is taken, held, started, run and answered in the order of its lines", async () => {
  const id = await prepared();
  const held = (await call("GET", one.GET, { id })).body;
  expect(held).toMatchObject({
    ...{
      id,
      state: "held",
      rawState: null,
      provider: "openai",
      endpoint: "digest",
      costCenter: "CC-1",
      parts: [],
    },
    requests: { total: 3, succeeded: 0, failed: 0, expired: 0, cancelled: 0, syncDone: 0, pending: 3 },
    cost: {
      estimate: expect.stringMatching(/^\d+\.\d{2,}$/),
      settled: null,
      syncEquivalent: expect.any(String),
    },
    preflight: { requests: 3 },
  });
  expect(await call("POST", start.POST, { id })).toMatchObject({ status: 202, body: { id } });
  expect((await call("POST", start.POST, { id })).body.error).toMatchObject({ code: "conflict" });
  await run(id);
  const over = (await call("GET", one.GET, { id })).body;
  const none = { failed: 0, expired: 0, cancelled: 0, syncDone: 0, pending: 0 };
  expect(over.requests).toEqual({ total: 3, succeeded: 3, ...none });
  expect(over).toMatchObject({
    ...{ state: "completed", rawState: "completed" },
    parts: [{ providerBatchId: expect.stringMatching(/^batch_/), state: "completed", rawState: "completed" }],
    cost: { settled: expect.stringMatching(/^0\.\d+$/) },
  });
  const found = await call("GET", results.GET, { id });
  expect(found.status).toBe(200);
  const lines = found.text
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
  expect(lines.map(({ customId }) => customId)).toEqual(["b", "a", "c"]);
  expect(lines[0]).toMatchObject({
    status: "succeeded",
    lane: "batch",
    error: null,
    usage: { outputTokens: expect.any(Number) },
  });
  const listed = (await call("GET", batches.GET, { query: "?endpoint=digest&limit=1" })).body;
  expect(listed).toMatchObject({ rows: [{ id, state: "completed" }], nextCursor: null });
  const asked = await call("GET", requests.GET, { id, query: "?status=succeeded&search=a" });
  expect(asked.body.rows).toMatchObject([{ customId: "a", status: "succeeded", attempts: 1 }]);
  for (const handler of [cancel.POST, retry.POST, rest.POST])
    expect(await call("POST", handler, { id })).toMatchObject({ status: 409 });
});

test("a fix that preflight offers is chosen, and what blocked is mended", async () => {
  const sent = await call("POST", batches.POST, {
    query: QUERY,
    body: line("x").replace('"model"', '"stream":true,"model"'),
  });
  const { id } = sent.body;
  await preflightBatch({ ...ctx, actor: SYSTEM }, { batchId: id });
  expect((await call("GET", one.GET, { id })).body).toMatchObject({ state: "blocked" });
  expect((await call("POST", start.POST, { id })).status).toBe(409);
  expect((await call("POST", fixes.POST, { id, body: "{}" })).status).toBe(400);
  expect(
    await call("POST", fixes.POST, { id, body: '{"add":{"kind":"remove","at":"stream"}}' }),
  ).toMatchObject({
    status: 202,
  });
  await preflightBatch({ ...ctx, actor: SYSTEM }, { batchId: id });
  expect((await call("GET", one.GET, { id })).body).toMatchObject({ state: "held", requests: { total: 1 } });
});

test("what was cancelled is sent again by one call, and run as sync by another", async () => {
  const id = await prepared();
  await call("POST", start.POST, { id });
  await prepareBatch({ ...ctx, actor: SYSTEM }, { batchId: id });
  expect(await call("POST", cancel.POST, { id })).toMatchObject({ status: 202 });
  expect((await call("GET", one.GET, { id })).body).toMatchObject({
    state: "cancelled",
    requests: { cancelled: 3, pending: 0 },
  });
  const ordered = await call("POST", rest.POST, { id, query: "?cap=0.50" });
  expect(ordered).toMatchObject({
    status: 202,
    body: { id, requests: 3, cap: "0.50", quoted: expect.any(String) },
  });
  expect((await call("POST", rest.POST, { id, query: "?cap=lots" })).status).toBe(400);
  const another = await prepared();
  await call("POST", start.POST, { id: another });
  await prepareBatch({ ...ctx, actor: SYSTEM }, { batchId: another });
  await call("POST", cancel.POST, { id: another });
  const again = await call("POST", retry.POST, { id: another });
  expect(again).toMatchObject({ status: 202, body: { requests: 3 } });
  expect((await call("GET", one.GET, { id: another })).body).toMatchObject({ retriedBy: [again.body.id] });
});

test("is refused in the promised order", async () => {
  const id = await prepared();
  const body = '{"action":"adopt"}';
  expect((await call("POST", resolve.POST, { as: "finance", id: "nobody", body })).status).toBe(403);
  expect((await call("POST", resolve.POST, { id: "nobody", body })).status).toBe(404);
  expect(await call("POST", resolve.POST, { id, body })).toMatchObject({
    status: 400,
    body: { error: { fields: { providerBatchId: expect.any(String) } } },
  });
  expect((await call("POST", resolve.POST, { id, body: '{"action":"abandon"}' })).status).toBe(409);
  expect((await call("GET", one.GET, { as: "owner", id })).status).toBe(404);
  expect((await call("GET", results.GET, { as: "owner", id })).status).toBe(404);
  expect((await call("GET", one.GET, { as: "finance", id })).status).toBe(200);
  expect((await call("POST", batches.POST, { as: "finance", query: QUERY, body: FILE })).status).toBe(403);
  expect((await call("POST", batches.POST, { query: "?provider=openai", body: FILE })).status).toBe(400);
  expect((await call("POST", batches.POST, { query: QUERY, body: "" })).status).toBe(400);
  expect((await call("GET", batches.GET, { query: "?colour=red" })).status).toBe(400);
  expect((await call("GET", batches.GET, { as: "owner" })).body).toEqual({ rows: [], nextCursor: null });
});
