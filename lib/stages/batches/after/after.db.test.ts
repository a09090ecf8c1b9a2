import { stat } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { parseDollars } from "@/lib/core/money";
import { listImports } from "@/lib/stages/imports/list-imports";
import { takeBackImport } from "@/lib/stages/imports/take-back-import";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import type { TestContext } from "@/lib/testing/context";
import type { ResultView } from "../model/wire";
import { cancelBatch } from "../monitoring/cancel-batch";
import { preflightBatch } from "../preflight-batch";
import { prepareBatch } from "../preparing/prepare-batch";
import { bookBatch } from "./book-batch";
import { results } from "./results";
import { retryBatch } from "./retry-batch";
import { runRemainingSync } from "./run-remaining-sync";
import { runRest } from "./run-rest";
import { sweepBatchFiles } from "./sweep-batch-files";

let opened: OpenStage;
let ctx: TestContext;
let system: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("after");
  ({ ctx, stage } = opened);
  system = { ...ctx, actor: SYSTEM };
});
beforeEach(() => opened.clear());
afterAll(() => opened.close());

const outcomes = (provider: "openai" | "anthropic", overrides: { pattern: string; outcome: string }[]) =>
  stage.tell("POST", "/config", { [provider]: { outcomes: { overrides } } });

async function lines(batchId: string, by = ctx): Promise<ResultView[]> {
  const all: ResultView[] = [];
  for await (const page of results(by, { batchId })) all.push(...page);
  return all;
}

async function done(provider: "openai" | "anthropic", requests = 6): Promise<string> {
  const id = await stage.seed(provider, { requests });
  await stage.pass(0);
  await stage.pass(200);
  return id;
}

describe("results", () => {
  test.each(["openai", "anthropic"] as const)(
    "%s: one line a request, in the upload's order",
    async (provider) => {
      await outcomes(provider, [{ pattern: "_3$", outcome: "failed" }]);
      const found = await lines(await done(provider, 8));
      expect(found.map(({ customId }) => customId)).toEqual(
        Array.from({ length: 8 }, (_, at) => `ticket-${at + 1}`),
      );
      expect(found[0]).toEqual({
        ...{ customId: "ticket-1", status: "succeeded", lane: "batch", error: null },
        response: expect.objectContaining({ usage: expect.anything() }),
        usage: {
          inputTokens: expect.any(Number),
          cachedInputTokens: expect.any(Number),
          cacheWriteTokens: expect.any(Number),
          outputTokens: expect.any(Number),
        },
        cost: expect.stringMatching(/^0\.\d+$/),
      });
      expect(found[2]).toMatchObject({
        status: "failed",
        response: null,
        error: expect.anything(),
        cost: "0.00",
      });
    },
  );

  test("so far: what has not ended is pending", async () => {
    const id = await stage.seed("openai", { requests: 2 });
    await stage.pass(0);
    const nothing = { response: null, error: null, usage: null, cost: null };
    expect(await lines(id)).toEqual([
      { customId: "ticket-1", status: "pending", lane: null, ...nothing },
      { customId: "ticket-2", status: "pending", lane: null, ...nothing },
    ]);
  });

  test("are not for the owner of another endpoint, and are gone with their files", async () => {
    const id = await done("openai", 1);
    await expect(lines(id, ctx.as("owner"))).rejects.toMatchObject({ code: "not_found" });
    await ctx.db.batch.update({ where: { id }, data: { filesUntil: new Date("2020-01-01") } });
    const running = await stage.seed("openai", { requests: 1 });
    await ctx.db.batch.update({ where: { id: running }, data: { filesUntil: new Date("2020-01-01") } });
    expect(await sweepBatchFiles(ctx)).toEqual({ removed: 1 });
    await expect(lines(id)).rejects.toMatchObject({ code: "refused" });
    await expect(stat(ctx.files.pathOf("batches", id))).rejects.toMatchObject({ code: "ENOENT" });
    expect((await stat(ctx.files.pathOf("batches", running))).isDirectory()).toBe(true);
    expect(await stage.batch(id)).toMatchObject({ succeeded: 1, filesRemovedAt: expect.any(Date) });
  });
});

describe("the ledger", () => {
  const spend = async () =>
    (await readSpend(ctx, question("endpoint", { limit: 10 }))).rows.map(
      ({ label, cost, costBatch, requests }) => ({
        ...{ label, cost, costBatch, requests },
      }),
    );

  test("takes what was settled, once however often, and gives it back", async () => {
    await outcomes("openai", [{ pattern: "_2$", outcome: "failed" }]);
    const id = await done("openai", 4);
    expect(ctx.sent().map(({ name }) => name)).toContain("batches.book");
    await bookBatch(system, { batchId: id });
    await bookBatch(system, { batchId: id });
    const { settled } = await stage.batch(id);
    const booked = [{ label: "support/ticket-summaries", cost: settled, costBatch: settled, requests: 4n }];
    expect(await spend()).toEqual(booked);
    const { rows } = await listImports(ctx, { limit: 10 });
    expect(rows.map(({ import: one }) => one)).toMatchObject([
      {
        id: `batch-${id}`,
        format: "offpeak-batches",
        status: "done",
        rowsAccepted: 4n,
        filename: "tickets.jsonl",
      },
    ]);
    await takeBackImport(ctx, { importId: `batch-${id}` });
    await withdrawImport(system, { importId: `batch-${id}` });
    expect(await spend()).toEqual([]);
    // What a person took back stays away.
    await bookBatch(system, { batchId: id });
    expect(await spend()).toEqual([]);
  });

  test("hears nothing of the sample organisation", async () => {
    const id = await done("openai", 2);
    await bookBatch({ ...system, organisation: { ...ctx.organisation, isSample: true } }, { batchId: id });
    expect(await ctx.db.import.count({ where: { id: `batch-${id}` } })).toBe(0);
  });
});

describe("a retry", () => {
  test("is a batch of its own, of what may work as it is, with its ids", async () => {
    const overrides = [
      { pattern: "_2$", outcome: "expired" },
      { pattern: "_4$", outcome: "expired" },
    ];
    await outcomes("anthropic", overrides);
    const id = await stage.seed("anthropic", { requests: 5 });
    await stage.pass(0);
    await stage.pass(86_500);
    expect(await stage.batch(id)).toMatchObject({ state: "expired", expired: 2 });
    const { id: again, requests } = await retryBatch(ctx, { batchId: id });
    expect(requests).toBe(2);
    const batch = await stage.batch(again);
    expect(batch).toMatchObject({
      retryOf: id,
      state: "preflight",
      start: "now",
      costCenter: "CC-4100",
      team: "Support",
    });
    await expect(retryBatch(ctx, { batchId: id })).rejects.toMatchObject({ code: "conflict" });
    await preflightBatch(system, { batchId: again });
    await prepareBatch(system, { batchId: again });
    await outcomes("anthropic", []);
    await stage.pass(0);
    await stage.pass(300);
    expect(await stage.batch(again)).toMatchObject({ state: "completed", succeeded: 2 });
    expect((await lines(again)).map(({ customId }) => customId)).toEqual(["ticket-2", "ticket-4"]);
  });

  test("is not for who may not, nor for what is not over", async () => {
    const id = await stage.seed("openai");
    await expect(retryBatch(ctx.as("finance"), { batchId: id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(retryBatch(ctx.as("owner"), { batchId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(retryBatch(ctx, { batchId: id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what is left, run as sync", () => {
  async function half(provider: "openai" | "anthropic", requests: number): Promise<string> {
    const id = await stage.seed(provider, { requests });
    await stage.pass(0);
    await stage.pass(10);
    const [part] = await stage.parts(id);
    await stage.tell("POST", `/batches/${part?.providerBatchId}/progress`, { share: 0.5, hold: true });
    await stage.pass(2);
    return id;
  }

  async function runAll(id: string): Promise<void> {
    for (let n = 0; n < 20 && (await runRest(system, { batchId: id })); n += 1) await stage.pass(15);
  }

  test.each(["openai", "anthropic"] as const)(
    "%s: stops the batch, keeps what it did, calls the rest once",
    async (provider) => {
      const id = await half(provider, 10);
      const { quoted, cap } = await runRemainingSync(ctx, { batchId: id });
      expect(Number(cap)).toBeGreaterThan(Number(quoted));
      await expect(runRemainingSync(ctx, { batchId: id })).rejects.toMatchObject({ code: "conflict" });
      await runAll(id);
      const batch = await stage.batch(id);
      expect(batch).toMatchObject({ state: "completed", succeeded: 10, cancelled: 0, syncDone: 5 });
      const sync = (await stage.tell("GET", "/record")).sync as { request: string }[];
      expect(sync).toHaveLength(5);
      expect(new Set(sync.map(({ request }) => request)).size).toBe(5);
      const found = await lines(id);
      expect(found.filter(({ lane }) => lane === "sync")).toHaveLength(5);
      expect(found.every(({ response, status }) => status === "succeeded" && response !== null)).toBe(true);
      await bookBatch(system, { batchId: id });
      expect(await ctx.db.import.findUnique({ where: { id: `batch-${id}` } })).toMatchObject({
        rowsAccepted: 10n,
      });
    },
  );

  test("stops at its cap", async () => {
    const id = await half("openai", 10);
    const { quoted, requests } = await runRemainingSync(ctx, { batchId: id, cap: "0.01" });
    expect(requests).toBe(5);
    // Two of them at most, by the estimate.
    const cap = (((parseDollars(quoted) ?? 0n) * 5n) / 11n).toString();
    const { rest } = await stage.batch(id);
    await ctx.db.batch.update({ where: { id }, data: { rest: { ...Object(rest), cap } } });
    await runAll(id);
    const batch = await stage.batch(id);
    expect(batch).toMatchObject({ state: "cancelled" });
    expect(batch.syncDone).toBeGreaterThan(0);
    expect(batch.syncDone).toBeLessThan(4);
    expect(batch.cancelled).toBe(5 - batch.syncDone);
    expect(await stage.events(id)).toContain("rest.capped");
  });

  test("a call that was cut off is told, and not made again", async () => {
    const id = await half("openai", 4);
    await runRemainingSync(ctx, { batchId: id });
    await stage.pass(2);
    await stage.pass(30);
    const [open] = (await stage.outcomes(id)).filter(({ status }) => status === "cancelled");
    const n = open?.n ?? 0;
    await ctx.db.requestCall.create({
      data: { batchId: id, n, attempt: 2, lane: "sync", begunAt: stage.clock.now() },
    });
    expect(await runRest(system, { batchId: id })).toMatchObject({ again: expect.any(Date) });
    stage.clock.pass(700);
    await runAll(id);
    expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 3, failed: 1, unpriced: 1 });
    expect((await lines(id)).find(({ status }) => status === "failed")).toMatchObject({
      customId: `ticket-${n}`,
      error: { code: "interrupted" },
      cost: null,
    });
    expect((await stage.tell("GET", "/record")).sync).toHaveLength(1);
  });

  test("two workers make each call once", async () => {
    const id = await half("anthropic", 24);
    await runRemainingSync(ctx, { batchId: id });
    await stage.pass(2);
    await stage.pass(30);
    await Promise.all(Array.from({ length: 3 }, () => runRest(system, { batchId: id })));
    await runAll(id);
    expect((await stage.tell("GET", "/record")).sync).toHaveLength(12);
    expect(await stage.batch(id)).toMatchObject({ succeeded: 24, syncDone: 12 });
  });

  test("a person can stop it, and who may not cannot begin it", async () => {
    const id = await half("openai", 6);
    await expect(runRemainingSync(ctx.as("finance"), { batchId: id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(runRemainingSync(ctx.as("owner"), { batchId: id })).rejects.toMatchObject({
      code: "not_found",
    });
    await runRemainingSync(ctx, { batchId: id });
    await stage.pass(2);
    await stage.pass(30);
    expect(await stage.batch(id)).toMatchObject({ state: "finishing" });
    await cancelBatch(ctx, { batchId: id });
    expect(await runRest(system, { batchId: id })).toBeUndefined();
    expect(await stage.batch(id)).toMatchObject({ state: "cancelled", succeeded: 3, cancelled: 3 });
  });
});
