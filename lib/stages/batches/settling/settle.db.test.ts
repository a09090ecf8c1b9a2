import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import { FrozenRates, frozenModel, frozenRates } from "@/lib/stages/prices/model/frozen-rates";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import { MODELS } from "@/lib/testing/batches/seed-batch";
import type { TestContext } from "@/lib/testing/context";

let opened: OpenStage;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("settling");
  ({ ctx, stage } = opened);
});
beforeEach(() => opened.clear());
afterAll(() => opened.close());

const fault = (name: string, more: Record<string, unknown> = {}) =>
  stage.tell("POST", "/faults", { name, count: 1, ...more });

/** Sent, and over at the provider; nothing is settled yet. */
async function over(provider: "openai" | "anthropic", requests = 10): Promise<string> {
  const id = await stage.seed(provider, { requests });
  await stage.pass(0);
  stage.clock.pass(200);
  await stage.tell("POST", "/clock", { advanceSeconds: 200 });
  await stage.work("look");
  expect((await stage.parts(id))[0]).toMatchObject({ state: "finishing", remoteEndedAt: expect.any(Date) });
  return id;
}

/** Until nothing is due for a while. */
async function settled(id: string): Promise<Awaited<ReturnType<BatchStage["batch"]>>> {
  for (let n = 0; n < 5; n += 1) await stage.pass(5);
  return stage.batch(id);
}

async function perMillion(id: string, provider: "openai" | "anthropic") {
  const frozen = FrozenRates.parse((await stage.batch(id)).rates);
  const model = frozenModel(frozen, MODELS[provider]);
  const rates = model && frozenRates(model, "sync", "base");
  const dollars = (rate: bigint | null | undefined) => Number((rate ?? 0n) * 1_000_000n) / 1e12;
  return {
    input: dollars(rates?.freshInput),
    cachedInput: dollars(rates?.cachedInput),
    cacheWrite: dollars(rates?.cacheWrite5m),
    output: dollars(rates?.output),
  };
}

describe.each(["openai", "anthropic"] as const)("%s", (provider) => {
  test("what is settled is what is billed, to the picodollar", async () => {
    const id = await stage.seed(provider, { requests: 12 });
    const prices = { [MODELS[provider]]: await perMillion(id, provider) };
    await stage.tell("POST", "/config", { [provider]: { prices } });
    await stage.pass(0);
    await stage.pass(200);
    const [record] = await stage.accepted();
    const billed = (record?.lines ?? []).reduce((sum, line) => sum + (parseDollars(line.billed) ?? 0n), 0n);
    expect(billed).toBeGreaterThan(0n);
    expect(await stage.batch(id)).toMatchObject({ settled: billed, settledSync: billed * 2n, unpriced: 0 });
  });

  test("read twice, and by four at once, it is counted once", async () => {
    const id = await over(provider, 25);
    const before = { fence: { increment: 1 }, leaseUntil: null, nextCheckAt: stage.clock.now() };
    await Promise.all(Array.from({ length: 4 }, () => stage.work("settle")));
    const first = await stage.batch(id);
    expect(first).toMatchObject({ state: "completed", succeeded: 25 });
    // As if a worker had died just before the last line of its work.
    await ctx.db.batchPart.updateMany({
      where: { batchId: id },
      data: { ...before, state: "finishing", settledAt: null },
    });
    await Promise.all(Array.from({ length: 4 }, () => stage.work("settle")));
    const { settled, settledSync, succeeded, unpriced } = first;
    expect(await stage.batch(id)).toMatchObject({
      settled,
      settledSync,
      succeeded,
      unpriced,
      state: "completed",
    });
    expect(await stage.outcomes(id)).toHaveLength(25);
  });

  test("two that both believe to hold it add nothing to each other", async () => {
    const id = await over(provider, 25);
    const slow = stage.tell("POST", "/faults", { name: "slow", milliseconds: 300, count: 4 });
    await slow;
    const first = stage.work("settle");
    await expect.poll(async () => (await stage.parts(id))[0]?.leaseUntil).not.toBeNull();
    await ctx.db.batchPart.updateMany({
      where: { batchId: id },
      data: { leaseUntil: null, nextCheckAt: stage.clock.now() },
    });
    await Promise.all([first, stage.work("settle")]);
    expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 25 });
    expect(await stage.outcomes(id)).toHaveLength(25);
  });

  test.each(["bom", "blank-line", "line-separator"])(
    "a result file with %s is read all the same",
    async (name) => {
      await fault(name, { provider, count: null });
      const id = await over(provider);
      expect(await settled(id)).toMatchObject({ state: "completed", succeeded: 10, reason: null });
    },
  );

  test("an answer that is empty has failed at an unknown cost, and the others have not", async () => {
    await fault("empty-body", { provider });
    const id = await over(provider);
    expect(await settled(id)).toMatchObject({ state: "completed", succeeded: 9, failed: 1, unpriced: 1 });
    expect((await stage.outcomes(id)).find(({ status }) => status === "failed")).toMatchObject({
      code: "empty_answer",
      cost: null,
      remedy: "resend",
    });
    expect(await stage.events(id)).toContain("batch.unpriced");
  });

  test("a line for an id that was never sent is flagged and counts for nothing", async () => {
    await fault("unknown-id", { provider });
    const id = await over(provider);
    expect(await settled(id)).toMatchObject({
      ...{ state: "completed", succeeded: 10, failed: 0 },
      reason: { code: "unknown-results", message: "1 result line bears an id that was never sent." },
    });
    expect(await stage.events(id)).toContain("results.unknown-id");
  });

  test("of an id that comes twice the first counts", async () => {
    await fault("duplicate-id", { provider });
    const id = await over(provider);
    expect(await settled(id)).toMatchObject({ succeeded: 10, reason: { code: "repeated-results" } });
    expect(await stage.outcomes(id)).toHaveLength(10);
  });

  test("a result that is missing is read for three times, then told as failed", async () => {
    await fault("missing-line", { provider });
    const id = await over(provider);
    await stage.work("settle");
    expect(await stage.batch(id)).toMatchObject({
      state: "finishing",
      reason: { code: "results-incomplete" },
    });
    expect(await settled(id)).toMatchObject({
      ...{ state: "completed", succeeded: 9, failed: 1, unpriced: 1 },
      reason: { code: "result-missing" },
    });
    expect((await stage.outcomes(id)).find(({ status }) => status === "failed")).toMatchObject({
      code: "result-missing",
      cost: null,
    });
    expect((await stage.events(id)).filter((event) => event === "results.cut-short")).toHaveLength(2);
  });

  test.each([false, true])("a download that is cut off (cleanly: %s) is read again", async (clean) => {
    await fault("truncated-download", { provider, share: 0.5, clean });
    const id = await over(provider, 40);
    expect(await settled(id)).toMatchObject({ state: "completed", succeeded: 40, failed: 0, unpriced: 0 });
    const kept = await readdir(ctx.files.pathOf("batches", id));
    expect(kept.filter((name) => name.startsWith("results-")).length).toBeGreaterThan(0);
  });

  test("a batch whose lines all fail is over, each with its reason", async () => {
    await stage.tell("POST", "/config", { [provider]: { outcomes: { failShare: 1 } } });
    const id = await over(provider, 30);
    expect(await settled(id)).toMatchObject({ state: "completed", failed: 30, succeeded: 0, settled: 0n });
    expect((await stage.outcomes(id)).every(({ code, message }) => code && message)).toBe(true);
  });

  test("what expired keeps what was worked", async () => {
    const overrides = [{ pattern: "_[1-4]$", outcome: "expired" }];
    await stage.tell("POST", "/config", { [provider]: { outcomes: { overrides } } });
    const id = await stage.seed(provider, { requests: 10 });
    await stage.pass(0);
    await stage.pass(86_500);
    expect(await settled(id)).toMatchObject({ state: "expired", succeeded: 6, expired: 4, failed: 0 });
    expect((await stage.outcomes(id))[0]).toMatchObject({ status: "expired", remedy: "resend", cost: 0n });
  });
});

test("a result file that was deleted at the provider ends in a clear state", async () => {
  const id = await over("openai");
  const [part] = await stage.parts(id);
  const headers = { authorization: "Bearer sk-sandbox-key" };
  const remote = await (
    await fetch(`${opened.sandbox.urls.openai}/batches/${part?.providerBatchId}`, { headers })
  ).json();
  await fetch(`${opened.sandbox.urls.openai}/files/${remote.output_file_id}`, { method: "DELETE", headers });
  for (let n = 0; n < 8; n += 1) await stage.pass(20);
  expect(await stage.batch(id)).toMatchObject({
    ...{ state: "failed", failed: 10, unpriced: 10, settled: null },
    reason: { code: "results-gone" },
  });
});

test("while the disk is full the results wait, and are read when there is room", async () => {
  const id = await over("openai");
  const full = async (): Promise<never> => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  await stage.work("settle", { ...ctx, files: { ...ctx.files, folder: full } });
  expect(await stage.batch(id)).toMatchObject({ state: "finishing", reason: { code: "disk-full" } });
  expect(await settled(id)).toMatchObject({ state: "completed", succeeded: 10, reason: null });
});

test("answers are checked against the batch's schema", async () => {
  const id = await stage.seed("openai", {
    requests: 3,
    answerSchema: { type: "object", required: ["summary"] },
  });
  const free = await stage.seed("openai", { requests: 3, answerSchema: true as never });
  await stage.pass(0);
  await stage.pass(200);
  expect((await stage.outcomes(id)).map(({ fitsSchema }) => fitsSchema)).toEqual([false, false, false]);
  expect((await stage.outcomes(free)).map(({ fitsSchema }) => fitsSchema)).toEqual([null, null, null]);
});

test("prompts and answers lie in files alone", async () => {
  const id = await stage.seed("openai", { requests: 3 });
  await stage.pass(0);
  await stage.pass(200);
  const folder = ctx.files.pathOf("batches", id);
  const [file] = (await readdir(folder)).filter((name) => name.startsWith("results-"));
  const answer = JSON.parse((await readFile(`${folder}/${file}`, "utf8")).split("\n")[0] ?? "{}");
  const text: string = answer.response.body.choices[0].message.content;
  expect(text.length).toBeGreaterThan(20);
  const { rows } = await ctx.pool.query(
    `select (select json_agg(o) from request_outcome o) outcomes, (select json_agg(b) from batch b) batches,
       (select json_agg(p) from batch_part p) parts, (select json_agg(e) from batch_event e) events,
       (select json_agg(a) from audit_entry a) audits`,
  );
  const everything = JSON.stringify(rows);
  expect(everything).toContain(id);
  expect(everything).not.toContain(text.slice(0, 40));
  expect(everything).not.toContain("Sum up ticket");
});
