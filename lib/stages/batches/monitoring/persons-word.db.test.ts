import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import type { TestContext } from "@/lib/testing/context";
import { releaseCanary } from "../submitting/release-canary";
import { resolveBatch } from "../submitting/resolve-batch";
import { startBatch } from "../submitting/start-batch";
import { cancelBatch } from "./cancel-batch";
import { checkBatch } from "./check-batch";

let opened: OpenStage;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("monitoring");
  ({ ctx, stage } = opened);
});
beforeEach(() => opened.clear());
afterAll(() => opened.close());

describe("a person's word", () => {
  test("start lets a held batch go; check does not wait", async () => {
    const id = await stage.seed("openai", { start: "hold" });
    await stage.pass(10);
    expect(await stage.accepted()).toHaveLength(0);
    await startBatch(ctx, { batchId: id });
    await expect(startBatch(ctx, { batchId: id })).rejects.toMatchObject({ code: "conflict" });
    await stage.pass(0);
    await ctx.db.batchPart.updateMany({ data: { nextCheckAt: new Date("2030-01-01") } });
    await checkBatch(ctx, { batchId: id });
    expect(await stage.work("look")).toBe(1);
  });

  test("a canary goes first, and the rest when it is released", async () => {
    const id = await stage.seed("openai", { parts: [2, 5], canary: true });
    await stage.pass(0);
    expect(await stage.accepted()).toHaveLength(1);
    await expect(releaseCanary(ctx, { batchId: id })).rejects.toMatchObject({ code: "conflict" });
    await stage.pass(200);
    expect(await stage.batch(id)).toMatchObject({ state: "held", succeeded: 2 });
    await releaseCanary(ctx, { batchId: id });
    await stage.pass(0);
    await stage.pass(200);
    expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 7 });
  });

  describe("on an unsure submission", () => {
    async function unsure() {
      await stage.seed("anthropic");
      await stage.tell("POST", "/faults", {
        name: "drop-after-accept",
        operation: "batches.create",
        count: 1,
      });
      const id = await stage.seed("anthropic");
      await stage.work("submit", ctx, 1);
      await stage.work("submit", ctx, 1);
      await stage.pass(5);
      const lost = (await ctx.db.batch.findMany({ where: { state: "unsure" } }))[0]?.id ?? id;
      const candidates = (await stage.parts(lost))[0]?.candidates as { id: string }[];
      return { id: lost, candidate: candidates[0]?.id ?? "" };
    }

    test("adopt: it is that batch", async () => {
      const { id, candidate } = await unsure();
      const taken = (await ctx.db.batchPart.findFirst({ where: { providerBatchId: { not: null } } }))
        ?.providerBatchId;
      await expect(
        resolveBatch(ctx, { batchId: id, action: "adopt", providerBatchId: taken ?? "" }),
      ).rejects.toMatchObject({ code: "conflict" });
      await resolveBatch(ctx, { batchId: id, action: "adopt", providerBatchId: candidate });
      await stage.pass(300);
      await stage.pass(5);
      expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 3 });
      expect(await stage.accepted()).toHaveLength(2);
    });

    test("resubmit: sent again because a person says so", async () => {
      const { id } = await unsure();
      await resolveBatch(ctx, { batchId: id, action: "resubmit" });
      await stage.pass(0);
      expect(await stage.accepted()).toHaveLength(3);
      expect((await stage.parts(id))[0]).toMatchObject({ attempt: 2, state: "running" });
    });

    test("abandon: its requests end, at an unknown cost", async () => {
      const { id } = await unsure();
      await resolveBatch(ctx, { batchId: id, action: "abandon" });
      expect(await stage.batch(id)).toMatchObject({
        state: "cancelled",
        cancelled: 3,
        unpriced: 3,
        settled: null,
      });
      await expect(resolveBatch(ctx, { batchId: id, action: "abandon" })).rejects.toMatchObject({
        code: "conflict",
      });
    });
  });

  test("is not for finance, nor for the owner of another endpoint, nor for another organisation", async () => {
    const id = await stage.seed("openai", { start: "hold" });
    const elsewhere = await ctx.elsewhere();
    for (const verb of [startBatch, cancelBatch, checkBatch, releaseCanary]) {
      await expect(verb(ctx.as("finance"), { batchId: id })).rejects.toMatchObject({ code: "forbidden" });
      await expect(verb(ctx.as("owner"), { batchId: id })).rejects.toMatchObject({ code: "not_found" });
      await expect(verb(elsewhere, { batchId: id })).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(resolveBatch(ctx.as("finance"), { batchId: id, action: "abandon" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await stage.batch(id)).toMatchObject({ state: "held" });
  });
});
