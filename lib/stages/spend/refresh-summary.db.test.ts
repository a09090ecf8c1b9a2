import { afterEach, beforeEach, expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedUsage, type UsageRow } from "@/lib/testing/seed-usage";
import { fillSummary } from "./fill-summary";
import { readAddress } from "./model/query";
import { readSpend } from "./read-spend";
import { refreshSummary } from "./refresh-summary";

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
});
afterEach(() => ctx.close());

const rows: UsageRow[] = Array.from({ length: 12 }, (_, index) => ({
  day: `2025-11-${String(10 + index)}`,
  endpoint: index === 7 ? null : `job-${index}`,
  ...(index % 2 === 0 && { owner: "ada@example.com" }),
  tier: ["sync", "batch", "flex"][index % 3] ?? "sync",
  ...(index === 3 ? { unpriced: 4n, model: null } : { reported: BigInt(index + 1) * DOLLAR + 7n }),
  requests: index === 5 ? null : BigInt(index),
  fresh: BigInt(index * 100),
}));
const ask = async (address = "") => readSpend(ctx, readAddress(new URLSearchParams(address), 50));
const versions = async () => {
  const { ledgerVersion, summaryVersion } = await ctx.db.organisation.findUniqueOrThrow({
    where: { id: ctx.organisation.id },
  });
  return { ledgerVersion, summaryVersion };
};

test.each(["", "sort=label", "sort=requests&order=asc", "limit=5", "sort=cacheHits", "order=asc&limit=3"])(
  "the kept ranking answers what the rollup answers: %s",
  async (address) => {
    await seedUsage(ctx, rows);
    const live = await ask(address);
    expect(await refreshSummary(ctx)).toEqual({ endpoints: 12 });
    // Proof that the answer below comes from the kept ranking: the rollup is gone.
    await ctx.pool.query("delete from usage_day");
    expect(await ask(address)).toEqual(live);
  },
);

test("after a change of the ledger the rollup answers until the next refresh", async () => {
  await seedUsage(ctx, rows);
  await refreshSummary(ctx);
  await seedUsage(ctx, [{ day: "2025-11-30", endpoint: "fresh", reported: 500n * DOLLAR }]);
  const page = await ask();
  expect(page.rows[0]?.label).toBe("fresh");
  expect(page.period.to).toBe("2025-11-30");
  const { ledgerVersion, summaryVersion } = await versions();
  expect(ledgerVersion).toBeGreaterThan(summaryVersion);
  await refreshSummary(ctx);
  expect(await ask()).toEqual(page);
});

test("columns that later stages filled survive a refresh", async () => {
  await seedUsage(ctx, rows);
  await refreshSummary(ctx);
  const key = (await ask()).rows[0]?.key ?? "";
  await fillSummary(ctx, [{ key, verdict: "good", score: 0.9, fitReasons: ["Runs at night"] }]);
  await fillSummary(ctx, [{ key, answer: "yes", forecastSaving: 6n * DOLLAR }]);
  await seedUsage(ctx, [{ day: "2025-11-20", endpoint: "job-11", tier: "batch", reported: 90n * DOLLAR }]);
  const filled = {
    key,
    fit: { verdict: "good", score: 0.9, reasons: ["Runs at night"] },
    answer: "yes",
    forecastSaving: 6n * DOLLAR,
  };
  expect((await ask()).rows[0]).toMatchObject(filled);
  await refreshSummary(ctx);
  expect((await ask()).rows[0]).toMatchObject({ ...filled, cost: 102n * DOLLAR + 7n });
  expect((await ask("verdict=good")).rows.map((row) => row.key)).toEqual([key]);
  expect((await ask("verdict=unassigned")).totals.groups).toBe(11);
});

test("an endpoint that left the ledger leaves the ranking", async () => {
  await seedUsage(ctx, rows);
  await refreshSummary(ctx);
  await ctx.pool.query("delete from usage_day where day = '2025-11-21'");
  await ctx.db.organisation.update({ where: { id: ctx.organisation.id }, data: { ledgerVersion: 9 } });
  await refreshSummary(ctx);
  const page = await ask();
  expect(page.totals.groups).toBe(11);
  expect(page.rows.map((row) => row.label)).not.toContain("job-11");
});

test("an empty ledger keeps nothing, and its default period moves with the clock", async () => {
  expect(await refreshSummary(ctx)).toEqual({ endpoints: 0 });
  expect(await ask()).toMatchObject({ lastDay: null, rows: [], period: { to: "2025-12-02" } });
});

test("refreshes at the same time leave one ranking", async () => {
  await seedUsage(ctx, rows);
  await Promise.all([refreshSummary(ctx), refreshSummary(ctx), refreshSummary(ctx)]);
  const { rows: kept } = await ctx.pool.query("select rank from endpoint_summary order by rank");
  expect(kept.map((row) => row.rank)).toEqual(Array.from({ length: 13 }, (_, index) => index));
});

test("an owner fills nothing of somebody else's endpoint", async () => {
  await seedUsage(ctx, rows);
  await refreshSummary(ctx);
  const keys = (await ask()).rows.map((row) => ({ key: row.key, answer: "yes" as const }));
  await fillSummary(ctx.as("owner", "Ada@example.com"), keys);
  const answered = (await ask()).rows.filter((row) => row.answer === "yes");
  expect(answered.length).toBeGreaterThan(0);
  expect(new Set(answered.map((row) => row.owner))).toEqual(new Set(["ada@example.com"]));
});
