import { afterEach, beforeEach, expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { type TestContext, testContext } from "@/lib/testing/context";
import { Importer } from "@/lib/testing/ledger/bring";
import { catalogue } from "@/lib/testing/ledger/catalogue";
import { call, figuresOf } from "@/lib/testing/ledger/figures";
import { type CanonicalRow, type Shelved, shelve } from "@/lib/testing/ledger/shelf";
import { rebuildLedger } from "./rebuild-ledger";
import { repriceLedger } from "./reprice-ledger";

let ctx: TestContext;
let importer: Importer;
beforeEach(async () => {
  ctx = await testContext({ catalogue: catalogue("1", 10n) });
  importer = new Importer(ctx);
});
afterEach(() => ctx.close());

const bring = (id: string, rows: CanonicalRow[], options: Parameters<Importer["bring"]>[2] = {}) =>
  importer.bring(id, rows.map(call), options);

const figures = () => figuresOf(ctx);

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
  const [first, second] = importer.standing;
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
  const [first, second] = importer.standing;
  if (!first || !second) throw new Error("both stand");
  await ctx.files.remove("imports", "second");
  const change = { changed: second, standing: [first], finish: async () => {} };
  await rebuildLedger(ctx, change);
  expect(await figures()).toMatchObject([{ day: "2025-11-02", rows: 1 }]);
  expect(await imported()).toEqual(["first 2025-11-02: 1 of 1"]);
  importer.standing = [first];
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

test("the planner knows what was imported at once, without waiting for autovacuum", async () => {
  await bring("first", [{}, { endpoint: "Translate" }]);
  const { rows } = await ctx.pool.query<{ relname: string; reltuples: number }>(
    `select relname, reltuples from pg_class where relname in ('usage_day', 'usage_hour', 'dimension') order by 1`,
  );
  expect(rows.map(({ relname, reltuples }) => `${relname} ${reltuples}`)).toEqual([
    "dimension 2",
    "usage_day 2",
    "usage_hour 2",
  ]);
});
