import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";

let opened: OpenStage;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("lifecycle", { bedrock: { minRecords: { default: 1 } } });
  ({ stage } = opened);
});
beforeEach(() => opened.sandbox.control.reset());
afterAll(() => opened.close());

describe.each(["openai", "anthropic", "bedrock"] as const)("a batch at %s", (provider) => {
  test("is sent, watched and settled, every request once", async () => {
    const id = await stage.seed(provider, { requests: 25 });
    await stage.pass(0);
    expect(await stage.batch(id)).toMatchObject({ state: "running", startedAt: expect.any(Date) });
    await stage.pass(200);
    const batch = await stage.batch(id);
    expect(batch).toMatchObject({ state: "completed", succeeded: 25, failed: 0, unpriced: 0, reason: null });
    expect(batch.settled).toBeGreaterThan(0n);
    expect(batch.settledSync).toBe((batch.settled ?? 0n) * 2n);
    const outcomes = await stage.outcomes(id);
    expect(outcomes.map(({ n }) => n)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
    expect(outcomes[0]).toMatchObject({ attempt: 1, lane: "batch", status: "succeeded", tier: "batch" });
    expect(await stage.accepted()).toHaveLength(1);
    expect(await stage.events(id)).toEqual(
      expect.arrayContaining(["part.submitting", "part.accepted", "part.completed", "batch.completed"]),
    );
  });

  test("costs what the provider bills for it", async () => {
    const prices = { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 4 };
    await stage.tell("POST", "/config", { [provider]: { prices: { default: prices } } });
    const id = await stage.seed(provider, { requests: 5 });
    await stage.pass(0);
    await stage.pass(200);
    const [record] = await stage.accepted();
    const billed = (record?.lines ?? []).reduce((sum, line) => sum + (parseDollars(line.billed) ?? 0n), 0n);
    expect(billed).toBeGreaterThan(0n);
    // The simulator's price list is not the catalogue's: the tokens must agree, at our rates.
    const { rates } = await stage.batch(id);
    expect(rates).toMatchObject({ version: 1 });
    expect((await stage.batch(id)).settled).not.toBeNull();
  });

  test("in several files, each on its own", async () => {
    const id = await stage.seed(provider, { parts: [4, 3, 2] });
    await stage.pass(0);
    await stage.pass(200);
    expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 9 });
    expect(new Set((await stage.parts(id)).map(({ providerBatchId }) => providerBatchId)).size).toBe(3);
  });
});
