import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeConnection } from "@/lib/stages/connections/change-connection";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import type { TestContext } from "@/lib/testing/context";
import { cancelBatch } from "./cancel-batch";
import { readSetbacks } from "./read-setbacks";

let opened: OpenStage;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("monitoring");
  ({ ctx, stage } = opened);
});
beforeEach(() => opened.clear());
afterAll(() => opened.close());

describe("what goes wrong while a batch runs", () => {
  test("a batch that is not found just after it was made is no loss", async () => {
    await stage.tell("POST", "/faults", {
      name: "not-found-after-create",
      seconds: 20,
      provider: "anthropic",
    });
    const id = await stage.seed("anthropic");
    await stage.pass(0);
    await stage.pass(5);
    expect(await stage.batch(id)).toMatchObject({ state: "running" });
    expect((await stage.parts(id))[0]?.troubles).toBeGreaterThan(0);
    await stage.pass(300);
    await stage.pass(10);
    expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 3 });
  });

  test("a key that was revoked is told on the batch, and tried until it works again", async () => {
    const id = await stage.seed("openai");
    await stage.pass(0);
    await stage.tell("POST", "/config", { openai: { revokedKeys: ["sk-sandbox-key"] } });
    await stage.pass(5);
    expect(await stage.batch(id)).toMatchObject({
      state: "running",
      reason: { code: "provider-refused", message: expect.stringContaining("Replace it in Settings") },
    });
    await stage.tell("POST", "/config", { openai: { revokedKeys: [] } });
    await stage.pass(10);
    expect(await stage.batch(id)).toMatchObject({ reason: null });
    await stage.pass(200);
    expect(await stage.batch(id)).toMatchObject({ state: "completed" });
  });

  test("what lies in the connection is told where the connection is mended", async () => {
    const { bedrock, openai } = stage.connections;
    const read = async () => {
      const setbacks = await readSetbacks(ctx, [
        { id: bedrock, provider: "bedrock" },
        { id: openai, provider: "openai" },
      ]);
      return { bedrock: setbacks.get(bedrock), openai: setbacks.get(openai) };
    };
    await stage.tell("POST", "/config", {
      bedrock: { minRecords: { default: 1 }, buckets: { "acme-batches": { roleMay: ["read"] } } },
    });
    const [one, two] = [await stage.seed("bedrock"), await stage.seed("openai")];
    await stage.pass(0);
    expect(await read()).toEqual({});
    await stage.tell("POST", "/config", { openai: { revokedKeys: ["sk-sandbox-key"] } });
    await stage.pass(30);
    await stage.pass(30);
    expect(await read()).toEqual({
      bedrock: { batchId: one, kind: "failed", message: expect.stringContaining("job role may not") },
      openai: { batchId: two, kind: "unseen", message: expect.stringContaining("Replace it in Settings") },
    });
    await expect(readSetbacks(ctx.as("manager"), [])).rejects.toMatchObject({ code: "forbidden" });
  });

  test("retry-after lets every batch of the connection rest, and no other", async () => {
    const [one, two] = [await stage.seed("openai"), await stage.seed("anthropic")];
    await stage.pass(0);
    await stage.tell("POST", "/faults", { name: "rate-limited", provider: "openai", seconds: 60, count: 1 });
    await stage.pass(2);
    const checksOf = async (id: string) => (await stage.parts(id))[0]?.checks ?? 0;
    const before = [await checksOf(one), await checksOf(two)];
    await stage.pass(30);
    expect(await checksOf(one)).toBe(before[0]);
    expect(await checksOf(two)).toBeGreaterThan(before[1] ?? 0);
    await stage.pass(40);
    expect(await checksOf(one)).toBeGreaterThan(before[0] ?? 0);
  });

  test("errors of the provider's own are waited out, and shown only when they last", async () => {
    const id = await stage.seed("openai");
    await stage.pass(0);
    await stage.tell("POST", "/faults", { name: "server-error", operation: "batches.retrieve", count: 4 });
    await stage.pass(2);
    expect(await stage.batch(id)).toMatchObject({ state: "running", reason: null });
    for (let n = 0; n < 3; n += 1) await stage.pass(5);
    expect(await stage.events(id)).toContain("part.trouble");
    await stage.pass(10);
    expect(await stage.batch(id)).toMatchObject({ state: "running", reason: null });
  });

  test("no more looks in a minute than the connection allows", async () => {
    await stage.tell("POST", "/config", { anthropic: { runningSeconds: null } });
    await changeConnection(ctx, { id: stage.connections.anthropic, limits: { requestsPerMinute: 12 } });
    try {
      const ids = await Promise.all(Array.from({ length: 8 }, () => stage.seed("anthropic")));
      for (let n = 0; n < 3; n += 1) await stage.pass(61);
      await ctx.db.batchPart.updateMany({ data: { nextCheckAt: stage.clock.now(), checks: 0 } });
      await ctx.db.connectionPace.deleteMany();
      await Promise.all([stage.work("look"), stage.work("look")]);
      await ctx.db.batchPart.updateMany({ data: { nextCheckAt: stage.clock.now() } });
      await Promise.all([stage.work("look"), stage.work("look")]);
      const sum = await ctx.db.batchPart.aggregate({
        where: { batchId: { in: ids } },
        _sum: { checks: true },
      });
      expect(sum._sum.checks).toBeLessThanOrEqual(12);
      expect((await ctx.db.connectionPace.findFirst())?.calls).toBe(12);
    } finally {
      await changeConnection(ctx, { id: stage.connections.anthropic, limits: { requestsPerMinute: null } });
    }
  });
});

test("several workers look at each batch once", async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, () => stage.seed("openai", { requests: 1 })));
  await stage.work("submit");
  stage.clock.pass(2);
  await Promise.all(Array.from({ length: 4 }, () => stage.work("look", ctx, 10)));
  const parts = await ctx.db.batchPart.findMany({ where: { batchId: { in: ids } } });
  expect(parts.map(({ checks }) => checks)).toEqual(Array.from({ length: 30 }, () => 1));
});

test("progress is told as the provider counts it, and pages hear of it", async () => {
  const id = await stage.seed("openai", { requests: 20 });
  await stage.pass(0);
  await stage.pass(5);
  const before = await stage.batch(id);
  const [part] = await stage.parts(id);
  await stage.tell("POST", `/batches/${part?.providerBatchId}/progress`, { share: 0.5, hold: true });
  await stage.pass(2);
  expect((await stage.parts(id))[0]?.counts).toMatchObject({ total: 20, succeeded: 10 });
  expect((await stage.batch(id)).version).toBeGreaterThan(before.version);
});

describe("a cancel", () => {
  test("keeps what was worked by then, and ends the rest", async () => {
    const id = await stage.seed("openai", { requests: 20 });
    await stage.pass(0);
    await stage.pass(5);
    const [part] = await stage.parts(id);
    await stage.tell("POST", `/batches/${part?.providerBatchId}/progress`, { share: 0.5, hold: true });
    await cancelBatch(ctx, { batchId: id });
    await stage.pass(2);
    expect(await stage.batch(id)).toMatchObject({ state: "cancelling" });
    await stage.pass(30);
    expect(await stage.batch(id)).toMatchObject({
      state: "cancelled",
      succeeded: 10,
      cancelled: 10,
      failed: 0,
    });
    await expect(cancelBatch(ctx, { batchId: id })).rejects.toMatchObject({ code: "conflict" });
  });

  test("of what was not sent yet is done at once, and nothing of it is sent", async () => {
    const id = await stage.seed("openai", { parts: [2, 3] });
    await cancelBatch(ctx, { batchId: id });
    expect(await stage.batch(id)).toMatchObject({
      state: "cancelled",
      cancelled: 5,
      endedAt: expect.any(Date),
    });
    await stage.pass(10);
    expect(await stage.accepted()).toHaveLength(0);
    expect((await stage.outcomes(id))[0]).toMatchObject({ status: "cancelled", remedy: "resend", cost: 0n });
  });

  test("that comes while it is sent is passed on as soon as it is there", async () => {
    await stage.tell("POST", "/faults", {
      name: "slow",
      operation: "batches.create",
      count: 1,
      milliseconds: 300,
    });
    const id = await stage.seed("anthropic");
    const sending = stage.work("submit");
    await expect.poll(async () => (await stage.parts(id))[0]?.state).toBe("submitting");
    await cancelBatch(ctx, { batchId: id });
    await sending;
    await stage.pass(2);
    await stage.pass(20);
    expect(await stage.batch(id)).toMatchObject({ state: "cancelled" });
    expect(await stage.accepted()).toHaveLength(1);
  });
});
