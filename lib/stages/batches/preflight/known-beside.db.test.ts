import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, findingIn, line } from "@/lib/testing/batches/look-through";
import { batchContext, batchOf, connect, upload, work } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { changeFixes } from "../change-fixes";
import { PreflightReport } from "../model/preflight";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
});
afterAll(() => ctx.close());

const report = async (id: string) => PreflightReport.parse((await batchOf(ctx, id)).preflight);
describe("what is known beside the file", () => {
  test("the connection's limits, and what runs through it now", async () => {
    const here = await ctx.elsewhere();
    const limits = { enqueuedTokens: { "gpt-4.1": 1000 } };
    const { id: connectionId } = await connect(here, {
      provider: "openai",
      name: "Small",
      costCenter: "CC-1",
      limits,
    });
    const { id } = await upload(here, file(line()));
    const other = await upload(here, file(line()));
    await here.db.batchPart.create({
      data: {
        ...{
          batchId: other.id,
          organisationId: here.organisation.id,
          connectionId,
          number: 1,
          state: "running",
        },
        ...{
          nonce: "abcdefgh",
          key: "k1",
          model: "gpt-4.1",
          path: "/v1/chat/completions",
          requests: 1,
          bytes: 1n,
        },
        inputTokens: 999n,
      },
    });
    await work(here);
    const { limits: lines } = PreflightReport.parse((await batchOf(here, id)).preflight);
    expect(lines.find(({ code }) => code === "enqueued-tokens")).toMatchObject({
      label: "Tokens in the queue, 999 in use",
      allowed: 1000,
      consequence: "waits",
    });
  });

  test("ids that an earlier batch of the endpoint has answers for", async () => {
    const first = await upload(ctx, file(line({ id: "paid" }), line({ id: "failed" })), {
      endpoint: "twice",
    });
    await work(ctx);
    const rows = ["paid", "failed"].map((customId, at) => ({
      ...{ batchId: first.id, n: at + 1, part: 1, customId, offset: 0n, length: 1 },
      ...{ inputTokens: 1, outputTokens: 1 },
    }));
    await ctx.db.batchRequest.createMany({ data: rows });
    for (const [at, status] of ["succeeded", "failed"].entries())
      await ctx.db.requestOutcome.create({
        data: { batchId: first.id, n: at + 1, attempt: 1, lane: "batch", status, endedAt: ctx.now() },
      });
    await ctx.db.batch.update({
      where: { id: first.id },
      data: { succeeded: 1, failed: 1, state: "completed" },
    });
    const text = file(line({ id: "failed" }), line({ id: "paid" }), line({ id: "new" }));
    const again = await upload(ctx, text, { endpoint: "twice" });
    await work(ctx);
    expect(findingIn(await report(again.id), "paid-before")).toMatchObject({
      severity: "advice",
      where: [2],
    });
    await changeFixes(ctx, { batchId: again.id, add: { kind: "leave-out", code: "paid-before" } });
    await work(ctx);
    expect((await report(again.id)).requests).toBe(2);
    const elsewhere = await upload(ctx, text, { endpoint: "another" });
    await work(ctx);
    expect((await report(elsewhere.id)).findings.map(({ code }) => code)).not.toContain("paid-before");
  });
});
