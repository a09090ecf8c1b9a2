import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { Importer } from "@/lib/testing/ledger/bring";
import { catalogue } from "@/lib/testing/ledger/catalogue";
import { call, figuresOf } from "@/lib/testing/ledger/figures";
import { type CanonicalRow, shelve } from "@/lib/testing/ledger/shelf";
import { replaceAttribution } from "./attribution/replace-attribution";
import { readStandingRows } from "./read-standing-rows";
import { rebuildLedger } from "./rebuild-ledger";

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
