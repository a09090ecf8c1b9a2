import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { providers } from "@/lib/adapters/providers/index";
import { database } from "@/lib/platform/db";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { hearSignal } from "@/lib/stages/batches/monitoring/hear-signal";
import { removeConnection } from "@/lib/stages/connections/remove-connection";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { BatchStage, TestClock } from "@/lib/testing/batches/batch-stage";
import { type TestContext, testContext } from "@/lib/testing/context";
import { POST } from "./[provider]/[connectionId]/route";

let sandbox: RunningSandbox;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  const clock = new TestClock();
  sandbox = await startSandbox({
    ...{ speed: 0, seed: "webhooks", startAt: clock.now() },
    settings: { bedrock: { minRecords: { default: 1 } } },
  });
  ctx = await testContext({ catalogue: openCatalogue(), now: clock.now, providers });
  vi.stubEnv("DATABASE_URL", ctx.url);
  // The one that the context seals with.
  vi.stubEnv("OFFPEAK_SECRET", "a secret for tests alone");
  vi.stubEnv("OFFPEAK_SANDBOX", "1");
  stage = await BatchStage.open(ctx, clock, sandbox.urls);
});
afterAll(async () => {
  await database().close();
  await ctx.close();
  await sandbox.stop();
});

type Sent = { provider?: string; connectionId?: string; secret?: string; body?: string };

async function post(arn: string, sent: Sent = {}): Promise<{ status: number; text: string }> {
  const { provider = "bedrock", connectionId = stage.connections.bedrock, secret = "an-event-secret" } = sent;
  const event = {
    id: "event-1",
    source: "aws.bedrock",
    "detail-type": "Batch Inference Job State Change",
    detail: { batchJobArn: arn, batchJobName: "offpeak-x", status: "Completed" },
  };
  const request = new Request("http://offpeak.test/api/webhooks", {
    method: "POST",
    headers: { "x-offpeak-secret": secret },
    body: sent.body ?? JSON.stringify(event),
  });
  const response = await POST(request, { params: Promise.resolve({ provider, connectionId }) });
  return { status: response.status, text: await response.text() };
}

/** A running part that is to be looked at in an hour. */
async function sleeping() {
  const id = await stage.seed("bedrock", { requests: 3 });
  await stage.pass(0);
  const [part] = await stage.parts(id);
  const arn = part?.providerBatchId ?? "";
  const later = new Date(ctx.now().getTime() + 3_600_000);
  await ctx.db.batchPart.updateMany({ where: { batchId: id }, data: { nextCheckAt: later } });
  const due = async () => (await stage.parts(id))[0]?.nextCheckAt?.getTime();
  return { id, arn, due, later: later.getTime() };
}

test("an event with the right secret wakes the part, and what it says of the job is not believed", async () => {
  const { id, arn, due } = await sleeping();
  expect(await post(arn)).toEqual({ status: 204, text: "" });
  expect(await due()).toBeLessThanOrEqual(ctx.now().getTime() + 1000);
  await stage.pass(1);
  expect((await stage.parts(id))[0]).toMatchObject({ state: "running", rawState: "Submitted" });
});

test.each<[string, Sent]>([
  ["another secret", { secret: "another" }],
  ["no secret", { secret: "" }],
  ["another provider's address", { provider: "openai" }],
  ["a provider that pushes nothing", { provider: "anthropic" }],
  ["no such connection", { connectionId: "nobody" }],
  ["no JSON", { body: "text" }],
  ["a body that is too large", { body: "x".repeat(300_000) }],
])("%s: 401, in the same words, and nothing wakes", async (_name, sent) => {
  const { arn, due, later } = await sleeping();
  const { status, text } = await post(arn, sent);
  expect([status, JSON.parse(text)]).toEqual([
    401,
    { error: { code: "unauthenticated", message: "This is no genuine signal of this connection." } },
  ]);
  expect(await due()).toBe(later);
});

test("a job that is nobody's is heard and wakes nobody", async () => {
  const { arn, due, later } = await sleeping();
  expect((await post(`${arn.slice(0, -4)}0000`)).status).toBe(204);
  expect(await due()).toBe(later);
});

test("finance may not hear signals, and a part of another organisation does not wake", async () => {
  const { arn, due, later } = await sleeping();
  const posted = {
    ...{ provider: "bedrock", connectionId: stage.connections.bedrock, body: new Uint8Array() },
    headers: new Headers(),
  };
  await expect(hearSignal(ctx.as("finance"), posted)).rejects.toMatchObject({ code: "forbidden" });
  const elsewhere = await ctx.elsewhere();
  expect(await hearSignal(elsewhere, posted)).toBe(false);
  expect(arn).not.toBe("");
  expect(await due()).toBe(later);
});

test("a part that is over sleeps on", async () => {
  const { id } = await sleeping();
  const part = (await stage.parts(id))[0];
  await ctx.db.batchPart.updateMany({
    where: { batchId: id },
    data: { state: "completed", nextCheckAt: null },
  });
  expect((await post(part?.providerBatchId ?? "")).status).toBe(204);
  expect((await stage.parts(id))[0]?.nextCheckAt).toBeNull();
});

test("a connection that was removed vouches for nothing", async () => {
  const other = await BatchStage.open(await ctx.elsewhere(), new TestClock(), sandbox.urls);
  await removeConnection(other.ctx, { id: other.connections.bedrock });
  expect((await post("arn", { connectionId: other.connections.bedrock })).status).toBe(401);
});
