import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { openLive } from "@/lib/platform/live";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import type { TestContext } from "@/lib/testing/context";
import { seedUsage } from "@/lib/testing/seed-usage";
import { bookBatch } from "./after/book-batch";
import { batchChanges } from "./batch-changes";
import { countBatches, countRunning } from "./count-batches";
import { listBatchChoices, listBatches } from "./list-batches";
import { listRequests } from "./list-requests";
import { ListBatches, ListRequests } from "./model/input";
import { cancelBatch } from "./monitoring/cancel-batch";
import { readBatch } from "./read-batch";
import { usualDuration } from "./usual-duration";

const ENDPOINT = "support/ticket-summaries";
let opened: OpenStage;
let ctx: TestContext;
let stage: BatchStage;
let priya: TestContext;
beforeAll(async () => {
  opened = await openStage("reading");
  ({ ctx, stage } = opened);
  await seedUsage(ctx, [
    { day: "2026-11-27", requests: 10n, reported: 1n, endpoint: ENDPOINT, owner: "Priya@example.com" },
  ]);
  priya = ctx.as("owner", "priya@example.com");
});
beforeEach(() => opened.clear());
afterAll(() => opened.close());

const list = (by: TestContext, query: Record<string, unknown> = {}) =>
  listBatches(by, ListBatches.parse(query));
const ids = async (by: TestContext, query: Record<string, unknown> = {}) =>
  (await list(by, query)).rows.map(({ id }) => id);

describe("the list", () => {
  test("is newest first, in pages, and narrowed by what is asked", async () => {
    const made: string[] = [];
    for (const provider of ["openai", "anthropic", "openai"] as const) {
      made.unshift(await stage.seed(provider, { requests: 2, start: made.length === 0 ? "hold" : "now" }));
      stage.clock.pass(60);
    }
    const first = await list(ctx, { limit: 2 });
    expect(first.rows.map(({ id }) => id)).toEqual(made.slice(0, 2));
    expect(await ids(ctx, { limit: 2, cursor: first.nextCursor })).toEqual(made.slice(2));
    expect(await ids(ctx, { provider: "anthropic" })).toEqual([made[1]]);
    expect(await ids(ctx, { group: "waiting" })).toEqual([made[2]]);
    expect(await ids(ctx, { group: "running", state: "held" })).toEqual([]);
    expect(await ids(ctx, { endpoint: ENDPOINT.toUpperCase(), costCenter: "cc-4100" })).toEqual(made);
    expect(await ids(ctx, { endpoint: "another" })).toEqual([]);
    expect(await listBatchChoices(ctx)).toMatchObject({
      provider: [{ value: "anthropic" }, { value: "openai" }],
      endpoint: [{ label: ENDPOINT }],
      costCenter: [{ value: "CC-4100" }],
    });
    expect(await countBatches(ctx)).toEqual({ all: 3, running: 2, waiting: 1, attention: 0, finished: 0 });
    expect(await countRunning(ctx)).toBe(2);
  });

  test("an owner sees those of their own endpoints, another organisation none", async () => {
    const id = await stage.seed("openai");
    expect(await ids(priya)).toEqual([id]);
    expect(await ids(ctx.as("owner", "jonas@example.com"))).toEqual([]);
    expect(await countBatches(ctx.as("owner", "jonas@example.com"))).toMatchObject({ all: 0 });
    expect(await ids(await ctx.elsewhere())).toEqual([]);
    await expect(readBatch(ctx.as("owner", "jonas@example.com"), { batchId: id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await readBatch(priya, { batchId: id })).toMatchObject({ id, endpoint: { label: ENDPOINT } });
  });

  test("names what needs a look: blocked, failed, unsure, unpriced, and what may be late", async () => {
    const late = await stage.seed("openai", { requests: 10 });
    const fine = await stage.seed("openai", { requests: 10 });
    const blocked = await stage.seed("anthropic", { start: "hold" });
    await ctx.db.batch.update({ where: { id: blocked }, data: { state: "blocked" } });
    await stage.tell("POST", "/config", { openai: { runningSeconds: null } });
    await stage.pass(0);
    await stage.pass(10);
    const remote = async (id: string) => (await stage.parts(id))[0]?.providerBatchId;
    await stage.tell("POST", `/batches/${await remote(late)}/progress`, { share: 0.2, hold: true });
    await stage.tell("POST", `/batches/${await remote(fine)}/progress`, { share: 0.9, hold: true });
    await stage.pass(12 * 3600);
    expect((await ids(ctx, { group: "attention" })).sort()).toEqual([blocked, late].sort());
    const row = (await list(ctx)).rows.find(({ id }) => id === late);
    expect(row).toMatchObject({
      ...{ isAtRisk: true, etaBy: "pace", needsAttention: true, progress: { done: 2, total: 10 } },
      reason: { code: "at-risk", message: "At this rate 7 requests would miss the deadline." },
    });
    expect(row?.eta?.getTime()).toBeGreaterThan(row?.deadlineAt?.getTime() ?? 0);
    expect((await list(ctx)).rows.find(({ id }) => id === fine)).toMatchObject({ isAtRisk: false });
  });

  test("without progress to show, earlier batches of the model tell how long it takes", async () => {
    for (let n = 0; n < 2; n += 1) {
      await stage.seed("anthropic");
      await stage.pass(0);
      await stage.pass(200);
    }
    const id = await stage.seed("anthropic");
    await stage.pass(0);
    const row = (await list(ctx)).rows.find((one) => one.id === id);
    expect(row).toMatchObject({ progress: null, etaBy: "history", isAtRisk: false });
    expect(row?.eta?.getTime()).toBe((row?.startedAt?.getTime() ?? 0) + 120_000);
    const model = row?.model ?? "";
    expect(await usualDuration(ctx, { model })).toMatchObject({ usualSeconds: 120, batches: 2 });
    expect(await usualDuration(ctx, { model: "gpt-4.1" })).toBeNull();
    expect(await usualDuration(await ctx.elsewhere(), { model })).toBeNull();
  });
});

describe("one batch", () => {
  test("shows its parts, events, costs and what may be done", async () => {
    const id = await stage.seed("openai", { parts: [3, 2] });
    await stage.pass(0);
    await stage.pass(5);
    const running = await readBatch(ctx, { batchId: id });
    expect(running).toMatchObject({
      ...{ state: "running", group: "running", rawState: "in_progress" },
      requests: { total: 5, pending: 5, syncDone: 0 },
      deadlineAt: expect.any(Date),
      parts: [
        { number: 1, requests: 3 },
        { number: 2, requests: 2 },
      ],
      actions: {
        ...{
          start: false,
          check: true,
          cancel: true,
          retry: null,
          release: false,
          resolve: false,
          results: false,
        },
        runRemaining: { requests: 5, cost: expect.any(BigInt), isRunning: false },
      },
    });
    expect(running.parts[0]?.providerBatchId).toMatch(/^batch_/);
    expect(running.events.map(({ words }) => words)).toContain("Part 1 of 2: running");
    await stage.tell("POST", "/config", { openai: { outcomes: { overrides: [] } } });
    await stage.pass(300);
    const over = await readBatch(ctx, { batchId: id });
    expect(over).toMatchObject({
      ...{ state: "completed", isAtRisk: false, eta: null },
      requests: { succeeded: 5, pending: 0 },
      actions: { check: false, cancel: false, results: true, runRemaining: null, retry: null },
    });
    expect(over.cost.syncEquivalent).toBe((over.cost.settled ?? 0n) * 2n);
    expect(over.events[0]).toMatchObject({ words: "Done: 5 of 5 requests succeeded", tone: "good" });
  });

  test("what was cancelled can be sent again, or run as sync", async () => {
    const id = await stage.seed("openai", { requests: 4 });
    await cancelBatch(ctx, { batchId: id });
    expect((await readBatch(ctx, { batchId: id })).actions).toMatchObject({
      retry: 4,
      runRemaining: { requests: 4 },
      results: true,
    });
  });
});

test("requests are found by status and by the beginning of their id", async () => {
  const overrides = [{ pattern: "_(2|11)$", outcome: "failed" }];
  await stage.tell("POST", "/config", { openai: { outcomes: { overrides } } });
  const id = await stage.seed("openai", { parts: [12, 3] });
  await stage.work("submit", ctx, 1);
  await stage.pass(0);
  const read = async (query: Record<string, unknown>, by = ctx) =>
    listRequests(by, { ...ListRequests.parse(query), batchId: id });
  expect((await read({})).rows).toHaveLength(15);
  expect((await read({ status: "pending" })).rows).toHaveLength(15);
  await stage.pass(300);
  const names = async (query: Record<string, unknown>) =>
    (await read(query)).rows.map(({ customId }) => customId);
  expect(await names({ status: "failed" })).toEqual(["ticket-2", "ticket-11"]);
  expect(await names({ status: "pending" })).toEqual([]);
  expect(await names({ search: "ticket-1" })).toEqual([1, 10, 11, 12, 13, 14, 15].map((n) => `ticket-${n}`));
  expect(await names({ status: "succeeded", search: "ticket-1", limit: 2 })).toEqual([
    "ticket-1",
    "ticket-10",
  ]);
  const first = await read({ limit: 4 });
  expect(first.rows.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  expect((await read({ limit: 4, cursor: first.nextCursor })).rows[0]?.n).toBe(5);
  expect(first.rows[1]).toMatchObject({
    status: "failed",
    lane: "batch",
    attempts: 1,
    cost: 0n,
    code: expect.any(String),
  });
  expect(first.rows[0]).toMatchObject({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) });
  await expect(read({}, ctx.as("owner", "jonas@example.com"))).rejects.toMatchObject({ code: "not_found" });
});

test("pages hear of a batch that changes, an owner of their own alone", async () => {
  const id = await stage.seed("openai", { start: "hold" });
  const live = openLive(ctx.url);
  const done = new AbortController();
  const heard: string[] = [];
  const strange: string[] = [];
  const listen = async (by: TestContext, into: string[]) => {
    for await (const { batchIds } of batchChanges(by, { live, signal: done.signal }))
      into.push(...(batchIds ?? []));
  };
  const all = [listen(priya, heard), listen(ctx.as("owner", "jonas@example.com"), strange)];
  await expect
    .poll(
      async () => {
        await cancelBatch(ctx, { batchId: id }).catch(() =>
          ctx.db.batch.update({ where: { id }, data: { state: "held" } }),
        );
        return heard;
      },
      { timeout: 10_000 },
    )
    .toContain(id);
  expect(strange).toEqual([]);
  done.abort();
  await Promise.all(all);
  await live.close();
});

test("who begins to listen is told to look once: a change may have come before", async () => {
  const live = openLive(ctx.url);
  const done = new AbortController();
  const changes = batchChanges(priya, { live, signal: done.signal });
  expect((await changes.next()).value).toEqual({ batchIds: null });
  done.abort();
  await changes.return(undefined);
  await live.close();
});

test("a pilot hears how its night went", async () => {
  const since = new Date(stage.clock.now().getTime() - 86_400_000);
  await ctx.db.migration.create({
    data: { organisationId: ctx.organisation.id, endpointId: stage.endpointId, stage: "pilot", since },
  });
  const id = await stage.seed("openai", {
    requests: 3,
    policy: { deadline: "20h", late: "sync", retries: 1 },
  });
  await stage.pass(0);
  await stage.pass(200);
  await bookBatch({ ...ctx, actor: SYSTEM }, { batchId: id });
  const { startedAt, endedAt } = await stage.batch(id);
  expect(await ctx.db.pilotNight.findMany()).toMatchObject([
    {
      ...{ batchId: id, requests: 3, accounted: 3, retried: 0, fallbackRequests: 0, fallbackCost: 0n },
      ...{ startedAt, readyAt: endedAt, problems: [] },
      deadlineAt: new Date((startedAt?.getTime() ?? 0) + 20 * 3_600_000),
    },
  ]);
});
