import { afterEach, beforeEach, expect, test } from "vitest";
import type { Catalogue } from "@/lib/core/catalogue";
import { DOLLAR } from "@/lib/core/money";
import type { SourceKind } from "@/lib/core/values";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type CanonicalRow, type Shelved, shelve } from "@/lib/testing/ledger/shelf";
import { replaceAttribution } from "./attribution/replace-attribution";
import { chooseRecordSource } from "./choose-record-source";
import { listRecordDays } from "./list-record-days";
import { readStandingRows } from "./read-standing-rows";
import { rebuildLedger } from "./rebuild-ledger";
import { repriceLedger } from "./reprice-ledger";

const catalogue = (version: string, perToken: bigint): Catalogue => ({
  version,
  normalise: (provider, model) => ({
    provider: provider ?? "unknown",
    model: model && `${model}@${version}`,
  }),
  ratesAt: (_provider, model, tier) =>
    tier === "sync" && model === "gpt-5"
      ? {
          freshInput: perToken,
          cachedInput: perToken,
          cacheWrite5m: null,
          cacheWrite1h: null,
          cacheWriteOther: null,
          output: perToken,
        }
      : null,
});

let ctx: TestContext;
let standing: Shelved[];
beforeEach(async () => {
  ctx = await testContext({ catalogue: catalogue("1", 10n) });
  standing = [];
});
afterEach(() => ctx.close());

const call = (row: CanonicalRow): CanonicalRow => ({
  ts: "2025-11-01T10:20:30",
  bucket_seconds: 3600,
  provider_raw: "openai",
  model_raw: "gpt-5",
  endpoint: "Search",
  tier: "sync",
  requests: 1,
  fresh_input: 100,
  ...row,
});

type Options = { kind?: SourceKind; source?: string; sha256?: string; finish?: () => Promise<void> };

async function bring(id: string, rows: CanonicalRow[], options: Options = {}): Promise<void> {
  const kind = options.kind ?? "gateway";
  const time = new Date(Date.UTC(2025, 11, 1, standing.length));
  const { sha256 = id, source = kind } = options;
  const changed = await shelve(ctx, { id, source, kind, capturedAt: time, sha256, rows: rows.map(call) });
  await rebuildLedger(ctx, {
    changed,
    standing: [...standing, changed],
    finish: async (client) => {
      await client.query("update import set status = 'done' where id = $1", [id]);
      await options.finish?.();
    },
  });
  standing = [...standing, changed];
}

async function figures(): Promise<object[]> {
  const { rows } = await ctx.pool.query(
    `select day, d.provider, d.model, u.remainder, rows::int, fresh_input::int as fresh, cost_reported::int as reported,
       cost_listed::int as listed, unpriced_rows::int as unpriced
     from usage_day u join dimension d on d.id = u.dimension_id where u.organisation_id = $1 order by 1, 2, 3, 4, 6`,
    [ctx.organisation.id],
  );
  return rows;
}

const imported = async () =>
  (
    await ctx.pool.query<{ line: string }>(
      `select import_id || ' ' || day || ': ' || rows_standing || ' of ' || rows as line from import_day order by 1`,
    )
  ).rows.map(({ line }) => line);

test("the same file twice adds nothing; without the first, the second stands in for it", async () => {
  await bring("first", [{}, {}, { key: "a" }], { sha256: "same" });
  const before = await figures();
  await bring("second", [{}, {}, { key: "a" }], { sha256: "same" });
  expect(await figures()).toEqual(before);
  expect(await imported()).toEqual(["first 2025-11-01: 3 of 3", "second 2025-11-01: 0 of 3"]);
  const [first, second] = standing;
  if (!first || !second) throw new Error("both stand");
  await rebuildLedger(ctx, { changed: first, standing: [second], finish: async () => {} });
  expect(await figures()).toEqual(before);
  expect(await imported()).toEqual(["second 2025-11-01: 3 of 3"]);
});

test("a rebuild that fails leaves no trace in any figure", async () => {
  await bring("first", [{}]);
  const before = [await figures(), await imported(), await ctx.db.organisation.findFirst()];
  const failing = bring("second", [{}, {}], { finish: () => Promise.reject(new Error("out of luck")) });
  await expect(failing).rejects.toThrow("out of luck");
  expect([await figures(), await imported(), await ctx.db.organisation.findFirst()]).toEqual(before);
});

test("an import whose files are gone can still be taken back", async () => {
  await bring("first", [{ key: "a", ts: "2025-11-02T00:00:00" }]);
  await bring("second", [{ key: "a" }, { key: "b" }]);
  const [first, second] = standing;
  if (!first || !second) throw new Error("both stand");
  await ctx.files.remove("imports", "second");
  const change = { changed: second, standing: [first], finish: async () => {} };
  await rebuildLedger(ctx, change);
  expect(await figures()).toMatchObject([{ day: "2025-11-02", rows: 1 }]);
  expect(await imported()).toEqual(["first 2025-11-02: 1 of 1"]);
  standing = [first];
  await ctx.files.remove("imports", "first");
  await expect(bring("third", [{ key: "a" }])).rejects.toThrow("rows of import first are gone");
});

test("two rebuilds at once are told apart by what stands when their turn comes", async () => {
  const files = await Promise.all(
    ["a", "b"].map((id) =>
      shelve(ctx, {
        id,
        source: id,
        kind: "gateway",
        capturedAt: new Date(0),
        rows: [call({ key: `key ${id}` })],
      }),
    ),
  );
  const done: Shelved[] = [];
  await Promise.all(
    files.map((changed) =>
      rebuildLedger(ctx, {
        changed,
        standing: async () => [...done, changed],
        finish: async () => void done.push(changed),
      }),
    ),
  );
  expect((await imported()).sort()).toEqual(["a 2025-11-01: 1 of 1", "b 2025-11-01: 1 of 1"]);
  expect(await figures()).toHaveLength(2);
});

test("a run id among the tags makes no dimension, a word with few values does", async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({ tags: `["env:prod","run:${index}"]` }));
  await bring("first", rows);
  const dimensions = await ctx.db.dimension.findMany();
  expect(dimensions.map(({ tags }) => tags)).toEqual(['["env:prod"]']);
});

test("what has no price is counted, and a missing rate for one class leaves the whole unpriced", async () => {
  await bring("first", [
    { fresh_input: 7 },
    { fresh_input: null },
    { tier: "batch" },
    { cost: 5 },
    { endpoint: "Writes", cache_write_5m: 1 },
  ]);
  const of = (endpoint: string) => ctx.db.dimension.findMany({ where: { endpointRaw: endpoint } });
  expect(await of("Writes")).toHaveLength(1);
  expect(await figures()).toEqual([
    {
      day: "2025-11-01",
      provider: "openai",
      model: "gpt-5@1",
      remainder: false,
      rows: 1,
      fresh: 100,
      reported: null,
      listed: null,
      unpriced: 1,
    },
    {
      day: "2025-11-01",
      provider: "openai",
      model: "gpt-5@1",
      remainder: false,
      rows: 1,
      fresh: 100,
      reported: null,
      listed: null,
      unpriced: 1,
    },
    {
      day: "2025-11-01",
      provider: "openai",
      model: "gpt-5@1",
      remainder: false,
      rows: 3,
      fresh: 107,
      reported: 5,
      listed: 70,
      unpriced: 1,
    },
  ]);
});

test("new prices and names reach every figure, and a second run has nothing to do", async () => {
  await bring("first", [{}, { ts: "2025-12-20T01:00:00" }]);
  const later = { ...ctx, catalogue: catalogue("2", 30n) };
  expect(await repriceLedger(later)).toEqual({ repriced: true });
  const row = {
    provider: "openai",
    model: "gpt-5@2",
    remainder: false,
    rows: 1,
    fresh: 100,
    reported: null,
    listed: 3000,
    unpriced: 0,
  };
  expect(await figures()).toEqual([
    { day: "2025-11-01", ...row },
    { day: "2025-12-20", ...row },
  ]);
  const [day] = await ctx.db.importDay.findMany();
  expect(day?.costList).toBe(3000n);
  expect(await repriceLedger(later)).toEqual({ repriced: false });
});

test("numbers that the ledger cannot hold are refused with a reason", async () => {
  const huge = (9_000_000n * DOLLAR).toString();
  const rows = Array.from({ length: 3 }, () => ({ cost: huge }));
  await expect(bring("first", rows)).rejects.toThrow("larger than the ledger can hold");
  expect(await figures()).toEqual([]);
});

const usage = (row: CanonicalRow): CanonicalRow => ({
  ts: "2025-11-01T00:00:00",
  bucket_seconds: 86400,
  key: "group",
  aggregate: true,
  path: "completions",
  grouped: 1,
  endpoint: null,
  requests: 10,
  ...row,
});

test("beside a gateway the provider counts for the remainder alone, and what it never saw is a finding", async () => {
  await bring("gateway", [
    { key: "a", fresh_input: 60 },
    { key: "b", fresh_input: 5, model_raw: "gpt-4" },
  ]);
  await bring("usage", [usage({ fresh_input: 100 })], { kind: "provider" });
  expect(await figures()).toMatchObject([
    { model: "gpt-4@1", remainder: false, fresh: 5, unpriced: 1 },
    { model: "gpt-5@1", remainder: false, fresh: 60, listed: 600 },
    { model: "gpt-5@1", remainder: true, fresh: 40, listed: 400 },
  ]);
  const [record] = await listRecordDays(ctx, { from: "2025-11-01", to: "2025-11-30" });
  expect(record).toMatchObject({
    rule: "remainder",
    sources: [{ kind: "gateway" }, { kind: "provider" }],
    findings: [{ model: "gpt-4@1", tier: "sync", class: "freshInput", provider: 0n, counted: 5n }],
  });
});

test("a person can choose the provider's own rows for a period, and take the choice back", async () => {
  await bring("gateway", [{ key: "a", fresh_input: 60 }]);
  await bring("usage", [usage({ fresh_input: 100 })], { kind: "provider" });
  const [, provider] = standing;
  if (!provider) throw new Error("both stand");
  const choice = { provider: "openai", from: "2025-11-01", to: "2025-11-30", reason: "gateway was down" };
  expect(await chooseRecordSource(ctx, { ...choice, sourceId: provider.sourceId })).toEqual({ days: 1 });
  expect(await figures()).toMatchObject([{ fresh: 100, remainder: false }]);
  expect(await listRecordDays(ctx, choice)).toMatchObject([
    { rule: "chosen", sources: [{ kind: "provider" }] },
  ]);
  await chooseRecordSource(ctx, { ...choice, sourceId: null });
  expect(await figures()).toMatchObject([{ fresh: 60 }, { fresh: 40, remainder: true }]);
  await expect(chooseRecordSource(ctx.as("finance"), { ...choice, sourceId: null })).rejects.toThrow(
    "may not",
  );
  const elsewhere = await ctx.elsewhere();
  await expect(chooseRecordSource(elsewhere, { ...choice, sourceId: provider.sourceId })).rejects.toThrow(
    "not found",
  );
});

const month = { from: "2025-11-01", to: "2025-11-30", limit: 2, offset: 0 };

test("a figure opens to the rows that count, latest first, page by page", async () => {
  await bring("first", [
    { key: "a", ts: "2025-11-01T01:00:00", cost: 4 },
    { key: "b", ts: "2025-11-01T02:00:00", tags: '["env:prod"]' },
    { key: "c", ts: "2025-11-02T03:00:00", endpoint: "Other" },
    { key: "d", ts: "2025-11-03T03:00:00", endpoint: "SEARCH " },
  ]);
  await bring("second", [{ key: "b", ts: "2025-11-01T02:30:00", fresh_input: 200 }]);
  const first = await readStandingRows(ctx, { ...month, endpointFolded: "search" });
  expect(first.rows).toMatchObject([
    { key: "d", importId: "first", provider: "openai", model: "gpt-5@1", endpoint: "SEARCH ", tags: [] },
    {
      key: "b",
      importId: "second",
      freshInput: 200n,
      cost: null,
      listCost: 2000n,
      at: new Date("2025-11-01T02:30:00Z"),
    },
  ]);
  expect(first.hasMore).toBe(true);
  const second = await readStandingRows(ctx, { ...month, offset: 2, endpointFolded: "search" });
  expect(second).toMatchObject({ rows: [{ key: "a", cost: 4n, listCost: 1000n }], hasMore: false });
  expect(await readStandingRows(ctx, { ...month, endpointFolded: null })).toEqual({
    rows: [],
    hasMore: false,
  });
});

test("rows follow the mapping of now, and an owner sees their own alone", async () => {
  await bring("first", [
    { key: "a", api_key: "k1", endpoint: null },
    { key: "b", api_key: "k2", endpoint: null },
  ]);
  await replaceAttribution(ctx, [
    { match: { apiKey: "k1" }, assign: { endpoint: "Mapped", owner: "ada@example.com" } },
    { match: { apiKey: "k2" }, assign: { endpoint: "Mapped" } },
  ]);
  const asked = { ...month, endpointFolded: "mapped" };
  expect((await readStandingRows(ctx, asked)).rows).toHaveLength(2);
  const own = await readStandingRows(ctx.as("owner", "Ada@example.com"), asked);
  expect(own.rows.map(({ key }) => key)).toEqual(["a"]);
  const foreign = await readStandingRows(ctx.as("owner", "eve@example.com"), asked);
  expect(foreign.rows).toEqual([]);
});

test("the figures of one organisation are never inside another's", async () => {
  await bring("first", [{ key: "a" }]);
  const elsewhere = await ctx.elsewhere();
  const other = await shelve(elsewhere, {
    id: "theirs",
    source: "gateway",
    kind: "gateway",
    capturedAt: new Date(0),
    rows: [call({ key: "a", fresh_input: 1 })],
  });
  await rebuildLedger(elsewhere, {
    changed: other,
    standing: [other],
    finish: async (client) =>
      void (await client.query("update import set status = 'done' where id = 'theirs'")),
  });
  expect(await figures()).toMatchObject([{ rows: 1, fresh: 100 }]);
  expect((await readStandingRows(elsewhere, { ...month, endpointFolded: "search" })).rows).toMatchObject([
    { importId: "theirs" },
  ]);
});

test("only who may import may rebuild", async () => {
  const file = await shelve(ctx, {
    id: "x",
    source: "s",
    kind: "gateway",
    capturedAt: new Date(0),
    rows: [],
  });
  const change = { changed: file, standing: [file], finish: async () => {} };
  await expect(rebuildLedger(ctx.as("finance"), change)).rejects.toThrow("may not");
  await expect(rebuildLedger(ctx.as("owner"), change)).rejects.toThrow("may not");
});
