import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "@/lib/core/access";
import { type TestContext, testContext } from "@/lib/testing/context";
import { openCatalogue } from "./catalogue";
import { ReadPrices, toView } from "./model";
import { PriceOverride } from "./model/overrides";
import { overridePrice } from "./override-price";
import { readPrices } from "./read-prices";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext({ catalogue: openCatalogue() });
});
afterAll(() => ctx.close());

const read = async (query: object) => toView(await readPrices(ctx, ReadPrices.parse(query)));

test("a model's rates come one per component, with source and date", async () => {
  const page = await read({ provider: "anthropic", model: "claude-sonnet-4-6", at: "2026-03-01" });
  expect(page.rows.map((row) => [row.component, row.perMillionTokens])).toEqual([
    ["input", "3.00"],
    ["cache_read", "0.30"],
    ["cache_write_5m", "3.75"],
    ["cache_write_1h", "6.00"],
    ["output", "15.00"],
  ]);
  expect(page.rows[0]).toMatchObject({
    provider: "anthropic",
    model: "claude-sonnet-4-6",
    tier: "sync",
    perToken: "0.000003",
    source: "@pydantic/genai-prices 0.1.8",
    sourceDate: "2026-09-23",
    from: null,
  });
});

test("a price that changed says since when it holds", async () => {
  const page = await read({ provider: "openai", model: "o3", at: "2025-11-01T00:00:00Z" });
  expect(page.rows[0]).toMatchObject({ perMillionTokens: "2.00", from: "2025-06-10" });
});

test("without a time the rates of now are read", async () => {
  expect((await read({ model: "gpt-5-mini" })).at).toBe("2025-12-02T16:42:00.000Z");
});

test("names may be spelt as a source spells them", async () => {
  const page = await read({ provider: "vertex_ai", model: "publishers/google/models/gemini-2.5-flash" });
  expect(page.rows.map((row) => [row.provider, row.model, row.component])).toContainEqual([
    "vertex",
    "gemini-2.5-flash",
    "input",
  ]);
});

test("a provider's whole list is paged without a gap or a repeat", async () => {
  const whole = await read({ provider: "anthropic", limit: "500" });
  const pieces = [];
  let cursor: string | null = null;
  do {
    const page = await read({ provider: "anthropic", limit: "7", ...(cursor && { cursor }) });
    pieces.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(whole.rows.length).toBeGreaterThan(50);
  expect(pieces).toEqual(whole.rows);
});

test("a batch rate comes from a vendor's dated statement", async () => {
  const { rows } = await read({ provider: "openai", model: "gpt-5-mini", tier: "batch" });
  expect(rows.map((row) => [row.component, row.perMillionTokens])).toContainEqual(["output", "1.00"]);
  expect(rows[0]).toMatchObject({ component: "input", perMillionTokens: "0.125", standing: "stated" });
  expect(rows[0]?.sourceUrl).toMatch(/^https:/);
});

test("an organisation's own price stands before the list from its day on, for nobody else", async () => {
  const price = {
    provider: "openai",
    model: "gpt-4.1*",
    tier: "sync",
    rateClass: "output",
    perMillion: "6.40",
  };
  await overridePrice(ctx, PriceOverride.parse({ ...price, from: "2025-11-01", note: "order form 14" }));
  const output = async (at: string, of: TestContext = ctx) => {
    const query = ReadPrices.parse({ provider: "openai", model: "gpt-4.1", at });
    return toView(await readPrices(of, query)).rows.find((row) => row.component === "output");
  };
  expect(await output("2025-10-31")).toMatchObject({ perMillionTokens: "8.00", standing: "list" });
  expect(await output("2025-11-01")).toMatchObject({
    perMillionTokens: "6.40",
    standing: "own",
    source: "order form 14",
    from: "2025-11-01",
  });
  expect(await output("2025-11-01", await ctx.elsewhere())).toMatchObject({ perMillionTokens: "8.00" });
});

test("what has no source has no line", async () => {
  expect((await read({ provider: "openai", model: "gpt-5-mini", tier: "priority" })).rows).toEqual([]);
  expect((await read({ provider: "openai", model: "gpt-from-a-dream" })).rows).toEqual([]);
});

test("every role may read prices", async () => {
  for (const role of ROLES) {
    const page = await readPrices(ctx.as(role), ReadPrices.parse({ provider: "openai", model: "gpt-5" }));
    expect(page.rows.length).toBeGreaterThan(0);
  }
});
