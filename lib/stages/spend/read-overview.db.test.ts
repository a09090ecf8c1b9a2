import { afterAll, beforeAll, expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedUsage, type UsageRow } from "@/lib/testing/seed-usage";
import { question } from "./model/question";
import { readOverview } from "./read-overview";
import { readSpend } from "./read-spend";

let ctx: TestContext;
const usd = (dollars: number) => BigInt(dollars) * DOLLAR;

const ROWS: UsageRow[] = [
  { day: "2025-11-30", endpoint: "chat", owner: "mei@example.com", costCenter: "CC-1", reported: usd(600) },
  {
    day: "2025-11-29",
    endpoint: "chat",
    owner: "mei@example.com",
    costCenter: "CC-1",
    tier: "batch",
    listed: usd(200),
  },
  {
    day: "2025-11-29",
    endpoint: "digest",
    costCenter: "CC-2",
    tier: "flex",
    provider: "vertex",
    reported: usd(50),
  },
  { day: "2025-11-20", endpoint: "mystery", owner: "ada@example.com", model: null, unpriced: 2n, rows: 2n },
  { day: "2025-11-10", provider: "anthropic", reported: usd(30) },
  { day: "2025-10-02", endpoint: "chat", owner: "mei@example.com", costCenter: "CC-1", reported: usd(5) },
];

beforeAll(async () => {
  ctx = await testContext({ role: "manager" });
  await seedUsage(ctx, ROWS);
});
afterAll(() => ctx.close());

test("nothing was ever imported: there is no overview", async () => {
  expect(await readOverview(await ctx.elsewhere(), {})).toBeNull();
});

test("the default period ends on the last day with usage, and its days make its total", async () => {
  const overview = await readOverview(ctx, {});
  expect(overview?.period).toEqual({ from: "2025-11-01", to: "2025-11-30" });
  expect(overview?.days).toHaveLength(30);
  const days = overview?.days ?? [];
  expect(days.reduce((sum, day) => sum + day.sync + day.batch + day.other, 0n)).toBe(usd(880));
  expect(overview?.totals.cost).toBe(usd(880));
  expect(days.at(-2)).toEqual({ day: "2025-11-29", sync: 0n, batch: usd(200), other: usd(50) });
  expect(days[0]).toEqual({ day: "2025-11-01", sync: 0n, batch: 0n, other: 0n });
});

test("figures are those that Spend shows", async () => {
  const overview = await readOverview(ctx, {});
  const spend = await readSpend(ctx, question("endpoint", { limit: 10 }));
  expect(overview?.top).toEqual(spend.rows);
  expect(overview?.totals).toEqual(spend.totals);
  expect(overview?.providers.map((row) => row.key)).toEqual(["openai", "vertex", "anthropic"]);
});

test("what lacks a name is counted with its dollars; the nameless is no endpoint", async () => {
  const overview = await readOverview(ctx, {});
  expect(overview?.endpoints).toBe(3);
  expect(overview?.gaps.topWithoutOwner).toEqual({ count: 1, cost: usd(50), labels: ["digest"] });
  expect(overview?.gaps.withoutEndpoint).toMatchObject({ count: 1, cost: usd(30) });
  expect(overview?.gaps.withoutCostCenter.count).toBe(2);
  expect(overview?.totals.unpricedRows).toBe(2n);
});

test("a chosen period is kept, an empty one costs nothing", async () => {
  const october = await readOverview(ctx, { from: "2025-10-01", to: "2025-10-31" });
  expect(october?.totals.cost).toBe(usd(5));
  expect(october?.days).toHaveLength(31);
  const before = await readOverview(ctx, { from: "2025-01-01", to: "2025-01-07" });
  expect(before?.totals.cost).toBe(0n);
  expect(before?.top).toEqual([]);
});

test("an owner sees their own endpoints, totals included", async () => {
  const mei = ctx.as("owner", "mei@example.com");
  const overview = await readOverview(mei, {});
  expect(overview?.totals.cost).toBe(usd(800));
  expect(overview?.top.map((row) => row.label)).toEqual(["chat"]);
});
