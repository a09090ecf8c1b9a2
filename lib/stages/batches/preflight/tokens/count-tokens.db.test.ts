import { afterAll, beforeAll, expect, test } from "vitest";
import { line, many } from "@/lib/testing/batches/look-through";
import { batchContext, batchOf, upload, work } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { countTokens } from "../../count-tokens";
import { discardBatch } from "../../discard-batch";
import { PreflightReport } from "../../model/preflight";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
});
afterAll(() => ctx.close());

const report = async (id: string) => PreflightReport.parse((await batchOf(ctx, id)).preflight);

/** More than a megabyte, so that counting is left to the background; uneven, as real files are. */
const words = ["Ticket", "refund", "für", "Straße", "42,17", "the", "customer's", "{json}", "注文", "\n"];
const text = many(1500, (n) =>
  line({
    id: `r${n}`,
    text: Array.from(
      { length: 60 + ((n * 37) % 200) },
      (_, at) => words[(at * n + at) % (n < 700 ? 10 : 4)],
    ).join(" "),
  }),
);

test("tokens are estimated at once, and counted in the background", async () => {
  const { id } = await upload(ctx, text);
  expect(await work(ctx, ["batches.preflight"])).toEqual(["batches.preflight"]);
  const estimated = await report(id);
  expect(estimated.inputTokensBy).toEqual({ how: "sampled", tokenizer: "o200k_base" });
  expect((await batchOf(ctx, id)).state).toBe("held");
  await countTokens(ctx, { batchId: id });
  expect(await work(ctx)).toEqual(["batches.preflight"]);
  const counted = await report(id);
  expect(counted.inputTokensBy).toEqual({ how: "exact", tokenizer: "o200k_base" });
  const { expected: exact, low, high } = counted.inputTokens;
  expect([low, high]).toEqual([exact, exact]);
  // The sample was taken across the file, not from its head, where the lines are of another kind.
  expect(Math.abs(estimated.inputTokens.expected / exact - 1)).toBeLessThan(0.05);
  expect(estimated.inputTokens.low).toBeLessThanOrEqual(exact);
  expect(estimated.inputTokens.high).toBeGreaterThanOrEqual(exact);
  expect(counted.cost.batch).not.toBe(estimated.cost.batch);
  expect((await batchOf(ctx, id)).state).toBe("held");
}, 120_000);

test("what was discarded or started meanwhile is not counted on", async () => {
  const { id } = await upload(ctx, text);
  await work(ctx, ["batches.preflight"]);
  await discardBatch(ctx, { batchId: id });
  await expect(countTokens(ctx, { batchId: id })).resolves.toBeUndefined();
  const started = await upload(ctx, text, { start: "now" });
  await work(ctx, ["batches.preflight"]);
  await countTokens(ctx, { batchId: started.id });
  expect((await report(started.id)).inputTokensBy.how).toBe("sampled");
}, 120_000);

test("finance counts none", async () => {
  await expect(countTokens(ctx.as("finance"), { batchId: "bat_00000000" })).rejects.toMatchObject({
    code: "forbidden",
  });
});
