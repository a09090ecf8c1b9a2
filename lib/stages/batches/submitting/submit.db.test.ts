import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeConnection } from "@/lib/stages/connections/change-connection";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import type { TestContext } from "@/lib/testing/context";

let opened: OpenStage;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("submitting");
  ({ ctx, stage } = opened);
});
beforeEach(() => opened.clear());
afterAll(() => opened.close());

const fault = (name: string, more: Record<string, unknown> = {}) =>
  stage.tell("POST", "/faults", { name, operation: "batches.create", count: 1, ...more });

describe.each(["openai", "anthropic"] as const)("%s", (provider) => {
  test.each(["drop-after-accept", "server-error-after-accept"])(
    "after %s it is found again and not sent twice",
    async (name) => {
      await fault(name, { provider });
      const id = await stage.seed(provider);
      await stage.work("submit");
      const [part] = await stage.parts(id);
      expect(part).toMatchObject({ state: "submitting", providerBatchId: null, attempt: 1 });
      // Nobody looks before the provider surely shows what it took.
      expect(await stage.work("search")).toBe(0);
      await stage.pass(3);
      await stage.pass(300);
      expect(await stage.accepted()).toHaveLength(1);
      expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 3 });
      expect((await stage.parts(id))[0]).toMatchObject({ attempt: 1 });
      expect(await stage.events(id)).toContain("part.adopted");
    },
  );

  test("what surely did not arrive is sent again, under another mark", async () => {
    await fault("drop-before-accept", { provider });
    const id = await stage.seed(provider);
    await stage.work("submit");
    const [before] = await stage.parts(id);
    await stage.pass(3);
    await stage.pass(300);
    expect(await stage.accepted()).toHaveLength(1);
    const [after] = await stage.parts(id);
    expect(after).toMatchObject({ attempt: 2, state: "completed" });
    expect(after?.key).not.toBe(before?.key);
  });

  test("retry-after lets the whole connection rest", async () => {
    await fault("rate-limited", { provider, seconds: 30 });
    const id = await stage.seed(provider);
    await stage.work("submit");
    expect((await stage.parts(id))[0]).toMatchObject({ state: "queued", reason: { code: "put-off" } });
    const another = await stage.seed(provider);
    await stage.pass(20);
    expect(await stage.accepted()).toHaveLength(0);
    expect((await stage.parts(another))[0]).toMatchObject({ state: "queued", attempt: 0 });
    await stage.pass(15);
    expect(await stage.accepted()).toHaveLength(2);
  });

  test("a key that is refused waits for a person and then goes by itself", async () => {
    await stage.tell("POST", "/config", { [provider]: { revokedKeys: ["sk-sandbox-key"] } });
    const id = await stage.seed(provider);
    await stage.pass(0);
    expect(await stage.batch(id)).toMatchObject({
      state: "queued",
      reason: { code: "put-off", message: expect.stringContaining("does not accept this key") },
    });
    await stage.tell("POST", "/config", { [provider]: { revokedKeys: [] } });
    await stage.pass(30);
    expect(await stage.batch(id)).toMatchObject({ state: "running", reason: null });
  });

  test("four workers at ten files: each is sent by one of them", async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => stage.seed(provider)));
    await Promise.all(Array.from({ length: 4 }, () => stage.work("submit", ctx, 5)));
    await Promise.all(Array.from({ length: 4 }, () => stage.work("submit", ctx, 5)));
    const accepted = await stage.accepted();
    expect(accepted).toHaveLength(10);
    const sent = await ctx.db.batchPart.findMany({ where: { batchId: { in: ids } } });
    expect(new Set(sent.map(({ providerBatchId }) => providerBatchId)).size).toBe(10);
    expect(sent.every(({ attempt }) => attempt === 1)).toBe(true);
  });

  test("a worker that lost its part writes nothing, and what it sent is found", async () => {
    const id = await stage.seed(provider);
    await fault("slow", { provider, milliseconds: 400 });
    const late = stage.work("submit");
    await expect.poll(async () => (await stage.parts(id))[0]?.state).toBe("submitting");
    // Another worker takes the part over, as if this one had been silent.
    await ctx.db.batchPart.updateMany({
      where: { batchId: id },
      data: { fence: { increment: 1 }, leaseUntil: null },
    });
    await late;
    expect((await stage.parts(id))[0]).toMatchObject({ state: "submitting", providerBatchId: null });
    expect(await stage.accepted()).toHaveLength(1);
    await stage.pass(60);
    await stage.pass(300);
    expect(await stage.accepted()).toHaveLength(1);
    expect(await stage.batch(id)).toMatchObject({ state: "completed" });
  });
});

test("a full queue at the provider is a wait, not a failure", async () => {
  await stage.tell("POST", "/config", { openai: { queueCaps: { default: 20 } } });
  const first = await stage.seed("openai", { requests: 3 });
  await stage.pass(0);
  await stage.pass(10);
  const second = await stage.seed("openai", { requests: 3 });
  await stage.pass(0);
  await stage.pass(10);
  const waiting = await stage.batch(second);
  expect(waiting).toMatchObject({
    state: "queued",
    failed: 0,
    reason: { code: "token_limit_exceeded", message: expect.stringContaining("queue is full") },
  });
  expect(await stage.events(second)).toContain("part.requeued");
  await stage.pass(200);
  expect(await stage.batch(first)).toMatchObject({ state: "completed" });
  for (let n = 0; n < 3; n += 1) await stage.pass(150);
  expect(await stage.batch(second)).toMatchObject({ state: "completed", succeeded: 3 });
});

test("a connection's own cap holds files back, in their order, and says why", async () => {
  await changeConnection(ctx, {
    id: stage.connections.openai,
    limits: { enqueuedTokens: { "gpt-5*": 150 } },
  });
  try {
    const [first, second, third] = [
      await stage.seed("openai", { requests: 5 }),
      await stage.seed("openai", { requests: 5 }),
      await stage.seed("openai", { requests: 1 }),
    ];
    for (let n = 0; n < 3; n += 1) await stage.work("submit", ctx, 1);
    expect(await stage.accepted()).toHaveLength(1);
    expect(await stage.batch(second)).toMatchObject({
      state: "queued",
      reason: { code: "waits-for-tokens" },
    });
    expect(await stage.batch(third)).toMatchObject({ state: "queued", reason: { code: "waits-in-turn" } });
    // Of two that are due together either may ask first, and then the third waits one turn more for the second.
    const ends = async () =>
      Promise.all([first, second, third].map(async (id) => (await stage.batch(id)).endedAt));
    await stage.passUntil(200, async () => !(await ends()).includes(null));
    for (const id of [first, second, third])
      expect(await stage.batch(id)).toMatchObject({ state: "completed", reason: null });
    const [, secondEnded, thirdEnded] = await ends();
    expect(thirdEnded?.getTime()).toBeGreaterThanOrEqual(secondEnded?.getTime() ?? Number.NaN);
  } finally {
    await changeConnection(ctx, { id: stage.connections.openai, limits: { enqueuedTokens: null } });
  }
});

test("a file that the provider refuses ends every request with its reason", async () => {
  await stage.tell("POST", "/config", { openai: { models: ["gpt-4o"] } });
  const id = await stage.seed("openai", { requests: 4 });
  await stage.pass(0);
  await stage.pass(10);
  expect(await stage.batch(id)).toMatchObject({
    state: "failed",
    failed: 4,
    unpriced: 0,
    reason: { code: "model_not_found", message: expect.stringContaining("model") },
  });
  const [outcome] = await stage.outcomes(id);
  expect(outcome).toMatchObject({ status: "failed", code: "model_not_found", remedy: "fix", cost: 0n });
});

test("while nobody can tell whose it is it stays unsure, and its results prove it", async () => {
  const other = await stage.seed("anthropic", { requests: 3 });
  await fault("drop-after-accept", { provider: "anthropic", skip: 1 });
  await stage.work("submit", ctx, 1);
  const id = await stage.seed("anthropic", { requests: 3 });
  await stage.work("submit", ctx, 1);
  await stage.pass(5);
  expect(await stage.batch(id)).toMatchObject({ state: "unsure", reason: { code: "maybe-accepted" } });
  expect((await stage.parts(id))[0]?.candidates).toHaveLength(1);
  await stage.pass(200);
  await stage.pass(10);
  expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 3 });
  expect(await stage.batch(other)).toMatchObject({ state: "completed", succeeded: 3 });
  expect(await stage.accepted()).toHaveLength(2);
});

test("a prepared file that is gone is told, and nothing is sent", async () => {
  const id = await stage.seed("openai");
  await ctx.files.remove("batches", id);
  await stage.pass(0);
  expect(await stage.batch(id)).toMatchObject({ state: "queued", reason: { code: "file-missing" } });
  expect(await stage.accepted()).toHaveLength(0);
});
