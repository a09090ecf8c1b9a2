import { afterAll, beforeAll, expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { GROUPINGS, type Grouping } from "@/lib/core/values";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedUsage, type UsageRow } from "@/lib/testing/seed-usage";
import { readAddress } from "./model/query";
import { readSpend } from "./read-spend";
import { refreshSummary } from "./refresh-summary";

let ctx: TestContext;
const usd = (dollars: number) => BigInt(dollars) * DOLLAR;

const ROWS: UsageRow[] = [
  {
    day: "2025-11-30",
    endpoint: "Chat",
    owner: "mei@example.com",
    team: "Assistant",
    costCenter: "CC-1",
    reported: usd(600),
    requests: 10n,
    fresh: 100n,
    cached: 50n,
    output: 20n,
  },
  {
    day: "2025-11-29",
    endpoint: "chat",
    owner: "Mei@Example.com",
    team: "assistant",
    costCenter: "cc-1",
    reported: usd(100),
    requests: 5n,
    fresh: 40n,
    cached: 10n,
    output: 5n,
  },
  {
    day: "2025-11-29",
    endpoint: "Chat",
    owner: "mei@example.com",
    team: "Assistant",
    provider: "anthropic",
    model: "claude",
    tier: "batch",
    listed: usd(200),
    requests: null,
    requestsUnknown: 3n,
    fresh: 7n,
  },
  {
    day: "2025-11-28",
    endpoint: "nightly/Digest",
    job: "Sunday",
    owner: "ada@example.com",
    team: "Search",
    costCenter: "CC-2",
    tier: "flex",
    reported: usd(50),
    requests: 1n,
  },
  {
    day: "2025-11-28",
    endpoint: "nightly/Digest",
    job: "monday",
    owner: "ada@example.com",
    team: "Search",
    costCenter: "CC-2",
    tier: "batch",
    reported: usd(150),
    requests: 1n,
  },
  {
    day: "2025-11-20",
    endpoint: "mystery",
    model: null,
    tier: "unknown",
    requests: 4n,
    unpriced: 2n,
    rows: 2n,
  },
  { day: "2025-11-15", endpoint: null, remainder: true, tier: "unknown", listed: 7n, requests: 2n },
  { day: "2025-10-01", endpoint: "old", reported: usd(9000), requests: 1n },
];

beforeAll(async () => {
  ctx = await testContext();
  await seedUsage(ctx, ROWS);
});
afterAll(() => ctx.close());

const ask = async (address = "", who = ctx) => readSpend(who, readAddress(new URLSearchParams(address), 50));
const sum = (values: (bigint | null)[]) => values.reduce<bigint>((total, value) => total + (value ?? 0n), 0n);
const inPeriod = ROWS.filter((row) => row.day >= "2025-11-01");
const costOf = (rows: UsageRow[]) => sum(rows.map((row) => (row.reported ?? 0n) + (row.listed ?? 0n)));

test.each(GROUPINGS)(
  "grouped by %s, the rows add up to the total and to the ledger",
  async (groupBy: Grouping) => {
    const { rows, totals } = await ask(`groupBy=${groupBy}`);
    expect(totals.cost).toBe(costOf(inPeriod));
    for (const measure of ["cost", "costSync", "costBatch", "costOther", "requests", "inputTokens"] as const)
      expect(sum(rows.map((row) => row[measure]))).toBe(totals[measure]);
    for (const row of [...rows, totals])
      expect(sum([row.costSync, row.costBatch, row.costOther])).toBe(row.cost ?? 0n);
    expect(rows.map((row) => row.rank)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.findLast((row) => row.cost !== null)?.cumulativeShare).toBe(1);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  },
);

test("the default period is the 30 days that end on the last day with usage", async () => {
  const page = await ask();
  expect(page.period).toEqual({ from: "2025-11-01", to: "2025-11-30" });
  expect(page.isDefault).toBe(true);
  expect((await ask("from=2025-10-01&to=2025-10-31")).rows.map((row) => row.label)).toEqual(["old"]);
});

test("a name in two spellings is one row, under a spelling that was used", async () => {
  const { rows } = await ask();
  const chat = rows.find((row) => row.label === "Chat");
  expect(rows.filter((row) => row.label.toLowerCase() === "chat")).toHaveLength(1);
  expect(chat).toMatchObject({
    rank: 1,
    cost: usd(900),
    costKind: "mixed",
    costBatch: usd(200),
    owners: 1,
    providers: ["openai", "anthropic"],
    models: ["gpt-5", "claude"],
  });
  expect((await ask("groupBy=team")).rows.map((row) => row.label)).toContain("Assistant");
});

test("what is unknown stays null and is counted", async () => {
  const { rows, totals } = await ask();
  const chat = rows[0];
  expect(chat).toMatchObject({ requests: 15n, requestsUnknown: 3n, cacheWriteTokens: null });
  const mystery = rows.find((row) => row.label === "mystery");
  expect(mystery).toMatchObject({
    cost: null,
    costKind: "unpriced",
    costSync: null,
    share: null,
    models: [],
  });
  expect(mystery?.inputTokens).toBeNull();
  expect(totals).toMatchObject({ unpricedRows: 2n, unpricedModels: ["unassigned"] });
});

test("what only the provider saw says so", async () => {
  const { rows } = await ask();
  expect(rows.find((row) => row.key === "unassigned")?.label).toBe("Unassigned, seen by the provider only");
  const owners = await ask("groupBy=owner&endpoint=mystery");
  expect(owners.rows.map((row) => row.label)).toEqual(["Unassigned"]);
});

test("filters narrow rows and total alike, whatever the case of their words", async () => {
  const one = await ask("endpoint=NIGHTLY/digest&groupBy=job");
  expect(one.totals.cost).toBe(usd(200));
  expect(one.rows.map((row) => row.label)).toEqual(["monday", "Sunday"]);
  const two = await ask("owner=MEI@example.com&owner=ada@example.com&tier=batch");
  expect(two.rows.map((row) => [row.label, row.cost])).toEqual([
    ["Chat", usd(200)],
    ["nightly/Digest", usd(150)],
  ]);
  expect((await ask("owner=unassigned")).rows.map((row) => row.label)).toEqual([
    "Unassigned, seen by the provider only",
    "mystery",
  ]);
  const key = (await ask()).rows[0]?.key ?? "";
  expect((await ask(`endpoint=${key}`)).totals.cost).toBe(usd(900));
  expect((await ask("costCenter=cc-1&provider=openai&model=GPT-5&team=assistant")).totals.cost).toBe(
    usd(700),
  );
});

test("minCost and text are filters of rows: the total is of those that are left", async () => {
  const costly = await ask("minCost=200");
  expect(costly.rows.map((row) => row.label)).toEqual(["Chat", "nightly/Digest"]);
  expect(costly.totals.cost).toBe(usd(1100));
  expect(costly.rows[0]?.share).toBeCloseTo(900 / 1100, 8);
  expect((await ask("search=DIGEST")).totals.cost).toBe(usd(200));
  expect((await ask("search=ada@")).rows.map((row) => row.label)).toEqual(["nightly/Digest"]);
  expect((await ask("search=%25")).rows).toEqual([]);
});

test("nothing that matches is an empty page with a total of zero", async () => {
  const page = await ask("owner=nobody@example.com");
  expect(page).toMatchObject({ rows: [], nextCursor: null, totals: { cost: 0n, groups: 0 } });
  expect((await ask("verdict=good")).rows).toEqual([]);
  expect((await ask("verdict=unassigned")).totals.cost).toBe(costOf(inPeriod));
});

test("sorting changes the order, never the rank; the unknown comes last either way", async () => {
  const up = await ask("sort=requests&order=asc");
  expect(up.rows.map((row) => row.requests)).toEqual([2n, 2n, 4n, 15n]);
  expect(up.rows.find((row) => row.label === "Chat")?.rank).toBe(1);
  const byInput = await ask("sort=inputTokens&order=asc");
  expect(byInput.rows[0]?.label).toBe("Chat");
  expect((await ask("sort=label")).rows.map((row) => row.label)).toEqual([
    "Chat",
    "mystery",
    "nightly/Digest",
    "Unassigned, seen by the provider only",
  ]);
});

test.each([
  "owner",
  "team",
  "costCenter",
  "provider",
  "model",
  "costSync",
  "costBatch",
  "outputTokens",
  "cacheHits",
])("can be sorted by %s", async (column) => {
  const down = await ask(`sort=${column}&order=desc`);
  expect(down.rows).toHaveLength(4);
  expect(down.totals.cost).toBe(costOf(inPeriod));
});

test("pages follow each other; the total is of the whole filter on each", async () => {
  const first = await ask("limit=3");
  const second = await ask(`limit=3&cursor=${first.nextCursor}`);
  expect([...first.rows, ...second.rows].map((row) => row.rank)).toEqual([1, 2, 3, 4]);
  expect(second.nextCursor).toBeNull();
  expect(second.totals).toEqual(first.totals);
});

test("the trend of a row adds up to its cost, day by day", async () => {
  const { rows, period } = await ask();
  for (const { trend, cost } of rows) {
    expect(trend?.sync).toHaveLength(30);
    const days = [...(trend?.sync ?? []), ...(trend?.batch ?? []), ...(trend?.other ?? [])];
    expect(days.reduce((total, day) => total + day, 0)).toBe(Number((cost ?? 0n) / 1_000_000n));
  }
  expect(period.to).toBe("2025-11-30");
  expect(rows[0]?.trend?.sync.at(-1)).toBe(600_000_000);
  expect(rows[0]?.trend?.batch.at(-2)).toBe(200_000_000);
});

test("an owner sees their own endpoints, totals included", async () => {
  const page = await ask("", ctx.as("owner", "Ada@example.com"));
  expect(page.rows.map((row) => row.label)).toEqual(["nightly/Digest"]);
  expect(page.totals.cost).toBe(usd(200));
  expect(page.rows[0]?.share).toBe(1);
  const nobody = await ask("", ctx.as("owner", "new@example.com"));
  expect(nobody.totals).toMatchObject({ cost: 0n, groups: 0 });
});

test("an owner whom the organisation knows is called by name, on the live and on the kept page", async () => {
  const user = await ctx.db.user.create({ data: { email: "mei@example.com", name: "Mei Tanaka" } });
  const organisationId = ctx.organisation.id;
  await ctx.db.membership.create({ data: { organisationId, userId: user.id, role: "owner" } });
  const nameOf = async () => (await ask()).rows.map((row) => row.ownerName);
  expect(await nameOf()).toEqual(["Mei Tanaka", null, null, null]);
  await refreshSummary(ctx);
  expect(await nameOf()).toEqual(["Mei Tanaka", null, null, null]);
  const other = await ctx.elsewhere();
  await seedUsage(other, [
    { day: "2025-11-30", endpoint: "Chat", owner: "mei@example.com", reported: usd(1) },
  ]);
  expect((await ask("", other)).rows[0]?.ownerName).toBeNull();
});

test("an owner cannot widen the view with a filter", async () => {
  const page = await ask("owner=mei@example.com", ctx.as("owner", "ada@example.com"));
  expect(page.rows).toEqual([]);
});

test("a token without a person owns nothing, not what has no owner", async () => {
  const actor = { kind: "token", id: "t", name: "t", email: null, role: "owner" } as const;
  const page = await readSpend({ ...ctx, actor }, readAddress(new URLSearchParams(), 50));
  expect(page.rows).toEqual([]);
});

test("another organisation sees none of it", async () => {
  const other = await ctx.elsewhere();
  expect((await ask("", other)).rows).toEqual([]);
  expect((await ask("", other)).lastDay).toBeNull();
});

test.each([
  ["groupBy=colour", "groupBy"],
  ["from=2025-13-01", "from"],
  ["from=2025-11-02&to=2025-11-01", "to"],
  ["minCost=lots", "minCost"],
  ["limit=0", "limit"],
  ["cursor=nonsense", "cursor"],
])("an address that means nothing is refused by name: %s", async (address, field) => {
  await expect(ask(address).catch((error) => Promise.reject(Object.keys(error.fields)))).rejects.toContain(
    field,
  );
});
