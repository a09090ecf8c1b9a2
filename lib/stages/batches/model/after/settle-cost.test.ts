import { describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import type { ItemOutcome, Usage } from "@/lib/core/provider";
import type { FrozenRates, FrozenTier } from "@/lib/stages/prices/model/frozen-rates";
import { RATE_CLASSES } from "@/lib/stages/prices/model/tier-rates";
import { pricerOf, tierOf } from "./settle-cost";

// Each of the mistakes that neighbouring tools made in public, with our right answer.

const perMillion = (dollars: string) => ((parseDollars(dollars) ?? 0n) / 1_000_000n).toString();
const source = { source: "a list", sourceUrl: null, sourceDate: "2026-11-01", standing: "list" as const };
type Numbers = [input: string, cached: string | null, output: string];

function rates(tier: FrozenTier, band: "base" | "long", [freshInput, cachedInput, output]: Numbers) {
  const given = { freshInput, cachedInput, cacheWrite5m: "1.25", output };
  return RATE_CLASSES.flatMap((component) => {
    const dollars = given[component as keyof typeof given];
    return dollars == null ? [] : [{ tier, band, component, perToken: perMillion(dollars), ...source }];
  });
}

const RATES: FrozenRates = {
  version: 1,
  at: "2026-11-01T00:00:00.000Z",
  provider: "openai",
  catalogue: "test",
  models: [
    {
      ...{ model: "luna", id: "luna", longAbove: 272_000 },
      rates: [
        ...rates("sync", "base", ["1", "0.1", "4"]),
        ...rates("batch", "base", ["0.5", "0.05", "2"]),
        ...rates("flex", "base", ["0.5", "0.05", "2"]),
        ...rates("sync", "long", ["2", "0.2", "6"]),
        ...rates("batch", "long", ["1", "0.1", "3"]),
      ],
    },
    {
      ...{ model: "pro", id: "pro", longAbove: null },
      rates: [...rates("sync", "base", ["10", null, "40"]), ...rates("batch", "base", ["5", null, "20"])],
    },
    {
      ...{ model: "free", id: "free", longAbove: null },
      rates: [...rates("sync", "base", ["1", "0.1", "4"]), ...rates("batch", "base", ["0", "0", "0"])],
    },
  ],
};

const NOTHING: Usage = {
  freshInput: null,
  cachedInput: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  output: null,
  reasoning: null,
};
const used = (usage: Partial<Usage>, more: Partial<ItemOutcome> = {}) => ({
  ...{ status: "succeeded" as const, code: null, model: null, tier: null },
  ...more,
  usage: { ...NOTHING, ...usage },
});
const worked = { freshInput: 200_000, output: 300_000 };
const price = pricerOf(RATES, "luna");
const dollars = (text: string) => parseDollars(text);

describe("the price matrix: component, tier, context band", () => {
  test("every token class has its own rate, and the same tokens their sync cost beside", () => {
    const found = price(
      used({ freshInput: 100_000, cachedInput: 20_000, cacheWrite5m: 1000, output: 5000 }),
      "batch",
    );
    expect(found).toEqual({
      tier: "batch",
      band: "base",
      cost: dollars("0.06225"),
      syncCost: dollars("0.12325"),
      isUnpriced: false,
    });
  });

  test("a cached token in a batch costs the cached batch rate (row 12: overbilled up to 2.5 times)", () => {
    expect(price(used({ cachedInput: 100_000 }), "batch").cost).toBe(dollars("0.005"));
  });

  test("a prompt above 272K tokens has the dearer rates, counted over all input classes (row 11)", () => {
    const at = used({ freshInput: 172_000, cachedInput: 100_000, output: 1000 });
    const above = used({ freshInput: 172_001, cachedInput: 100_000, output: 1000 });
    expect(price(at, "batch")).toMatchObject({ band: "base", cost: dollars("0.093") });
    expect(price(above, "batch")).toMatchObject({ band: "long", cost: dollars("0.185001") });
    expect(price(above, "batch").syncCost).toBe(dollars("0.370002"));
  });

  test("tokens of a class without a rate are unknown, never free", () => {
    const found = pricerOf(RATES, "pro")(used({ freshInput: 10, cachedInput: 1, output: 1 }), "batch");
    expect(found).toMatchObject({ cost: null, syncCost: null, isUnpriced: true });
  });

  test("half of a cached price is kept to the picodollar", () => {
    expect(price(used({ cachedInput: 1 }), "batch").cost).toBe(50_000n);
  });

  test("counts beyond what a number holds exactly stay exact", () => {
    expect(price(used({ output: 9_007_199_254_740_991 }), "sync").cost).toBe(
      9_007_199_254_740_991n * 4_000_000n,
    );
  });
});

describe("the tier is the one of the answer (rows 13 and 14)", () => {
  test("a flex answer is priced as flex, whatever was asked", () => {
    expect(price(used(worked, { tier: "flex" }), "sync")).toMatchObject({
      tier: "flex",
      cost: dollars("0.7"),
    });
  });

  test("a call that ran as sync costs sync", () => {
    expect(price(used(worked, { tier: "default" }), "sync")).toMatchObject({
      tier: "sync",
      cost: dollars("1.4"),
    });
  });

  test("a priority answer has no known price: it is unpriced, and its sync cost still stands beside", () => {
    const found = price(used(worked, { tier: "priority" }), "batch");
    expect(found).toMatchObject({ tier: "priority", cost: null, syncCost: dollars("1.4"), isUnpriced: true });
  });

  test.each([
    [null, "batch", "batch"],
    ["default", "batch", "batch"],
    ["standard", "batch", "batch"],
    ["batch", "batch", "batch"],
    ["fast", "sync", "priority"],
    ["standard", "sync", "sync"],
    ["Flex", "sync", "flex"],
  ] as const)("%s in the %s lane is %s", (told, lane, tier) => expect(tierOf(told, lane)).toBe(tier));
});

describe("unknown is not zero (rows 2, 8, 9, 10)", () => {
  test("tokens whose rate is zero are an exception, not $0", () => {
    const found = pricerOf(RATES, "free")(used(worked), "batch");
    expect(found).toMatchObject({ cost: null, isUnpriced: true });
  });

  test("no rates at all", () => {
    expect(pricerOf(null, "luna")(used(worked), "batch")).toMatchObject({ cost: null, isUnpriced: true });
  });

  test("a success without any usage is unknown", () => {
    expect(price({ ...used({}), usage: null }, "batch")).toMatchObject({ cost: null, isUnpriced: true });
  });

  test("what was never worked costs nothing", () => {
    for (const status of ["failed", "expired", "cancelled"] as const)
      expect(price({ ...used({}), status, usage: null, code: "invalid_request" }, "batch")).toMatchObject({
        cost: 0n,
        isUnpriced: false,
      });
  });

  test("a failure that may have been charged is unknown", () => {
    expect(price({ ...used({}), status: "failed", usage: null, code: "interrupted" }, "sync")).toMatchObject({
      cost: null,
      isUnpriced: true,
    });
  });

  test("a failure with tokens costs its tokens", () => {
    expect(price(used(worked, { status: "failed", code: "x" }), "batch").cost).toBe(dollars("0.7"));
  });
});

describe("which model's rates hold", () => {
  test("the one that was asked for, also when the answer names its snapshot", () => {
    expect(price(used(worked, { model: "luna-2026-08-01" }), "batch").cost).toBe(dollars("0.7"));
  });

  test("where a file holds several, the longest name that the answer extends", () => {
    const mixed = pricerOf(RATES, null);
    expect(mixed(used(worked, { model: "pro-2026-01-01" }), "batch").cost).toBe(dollars("7"));
    expect(mixed(used(worked, { model: "luna" }), "batch").cost).toBe(dollars("0.7"));
    expect(mixed(used(worked, { model: "another" }), "batch").isUnpriced).toBe(true);
  });
});
