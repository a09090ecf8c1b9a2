import { describe, expect, test } from "vitest";
import type { Rates } from "@/lib/core/catalogue";
import { DOLLAR, parseDollars } from "@/lib/core/money";
import { type ForecastLine, forecast, ppm, type Tokens } from "./forecast";

const rate = (perMillion: string) => (parseDollars(perMillion) ?? 0n) / 1_000_000n;
const tokens = (parts: Partial<Tokens>): Tokens => ({
  freshInput: 0n,
  cachedInput: 0n,
  cacheWrite5m: 0n,
  cacheWrite1h: 0n,
  cacheWriteOther: 0n,
  output: 0n,
  ...parts,
});
const rates = (input: string, cached: string, output: string): Rates => ({
  freshInput: rate(input),
  cachedInput: rate(cached),
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  output: rate(output),
});
const all = { fit: ppm(1), tail: 0n, hitRate: null };
const dollars = (value: bigint) => Number((value * 100n) / DOLLAR) / 100;

/** claude-sonnet-4-5 as listed: 3 / 0.30 / 15, half of each in a batch. */
const sonnet: ForecastLine = {
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  tokens: tokens({ freshInput: 4_408_000_000n, cachedInput: 3_192_000_000n, output: 676_000_000n }),
  cost: 24_321_600_000_000_000n,
  sync: rates("3", "0.3", "15"),
  batch: rates("1.5", "0.15", "7.5"),
  flex: null,
  cacheRule: "compound",
  hitRate: { expected: ppm(0.3), low: 0n, high: ppm(0.98) },
};

describe("cache and batch", () => {
  test("they compound, and lost hits take back a part of the half", () => {
    const { steps, saving, range } = forecast([sonnet], all);
    expect(dollars(steps.withoutCache)).toBe(32940);
    expect(dollars(steps.cache)).toBe(-8618.4);
    expect(dollars(steps.discount)).toBe(-12160.8);
    expect(dollars(steps.fewerHits)).toBe(1231.2);
    expect(dollars(saving)).toBe(10929.6);
    expect(range.low < saving && saving < range.high).toBe(true);
    expect(dollars(range.high)).toBe(12160.8);
  });

  test("the steps add up to the forecast exactly, whatever was paid", () => {
    const { steps } = forecast([{ ...sonnet, cost: 24_316_123_456_789_123n }], { ...all, tail: ppm(0.013) });
    expect(steps.withoutCache + steps.cache).toBe(steps.sync);
    expect(steps.sync + steps.discount + steps.fewerHits).toBe(steps.forecast);
  });

  test("where a batch loses the cache it is cheaper below 56% hits and dearer above", () => {
    const bedrock = (hits: bigint): ForecastLine => {
      const used = tokens({ freshInput: 1_000_000n * (100n - hits), cachedInput: 1_000_000n * hits });
      const sync = rates("3", "0.3", "15");
      const cost = used.freshInput * rate("3") + used.cachedInput * rate("0.3");
      return {
        ...sonnet,
        tokens: used,
        cost,
        sync,
        batch: rates("1.5", "1.5", "7.5"),
        cacheRule: "lost",
        hitRate: { expected: 0n, low: 0n, high: 0n },
      };
    };
    expect(forecast([bedrock(55n)], all).saving > 0n).toBe(true);
    expect(forecast([bedrock(57n)], all).saving < 0n).toBe(true);
  });

  test("where the cache price wins only the rest is halved", () => {
    const gemini: ForecastLine = {
      ...sonnet,
      tokens: tokens({ freshInput: 60_000_000n, cachedInput: 40_000_000n }),
      cost: 60_000_000n * rate("0.3") + 40_000_000n * rate("0.03"),
      sync: rates("0.3", "0.03", "2.5"),
      batch: rates("0.15", "0.03", "1.25"),
      cacheRule: "cache-wins",
      hitRate: { expected: ppm(1), low: 0n, high: ppm(1) },
    };
    expect(dollars(forecast([gemini], all).saving)).toBe(9);
  });
});

describe("no source, no number", () => {
  test("without a batch price nothing is saved and it is said", () => {
    const { saving, missing, steps } = forecast([{ ...sonnet, batch: null }], all);
    expect(saving).toBe(0n);
    expect(missing).toEqual(["no-batch-price"]);
    expect(steps.forecast).toBe(steps.sync);
  });

  test("a class with tokens and without a batch rate has no batch price either", () => {
    const batch = { ...rates("1.5", "0.15", "7.5"), cachedInput: null };
    expect(forecast([{ ...sonnet, batch }], all).missing).toEqual(["no-batch-price"]);
  });

  test("a line that nobody priced is named, not counted as zero", () => {
    expect(forecast([{ ...sonnet, cost: null }], all).missing).toEqual(["no-cost"]);
  });
});

test("only what can wait moves, and the tail stays sync", () => {
  const whole = forecast([sonnet], all).saving;
  const part = forecast([sonnet], { fit: ppm(0.7), tail: ppm(0.1), hitRate: null }).saving;
  expect(part - (whole * 63n) / 100n < 2n).toBe(true);
});

test("savings add up across any grouping", () => {
  const lines = Array.from({ length: 7 }, (_, i) => ({
    ...sonnet,
    cost: 1_234_567_890_123n * BigInt(i + 1),
  }));
  const assumptions = { fit: ppm(0.731), tail: ppm(0.02), hitRate: null };
  const together = forecast(lines, assumptions).saving;
  const apart = lines.map((line) => forecast([line], assumptions).saving).reduce((a, b) => a + b, 0n);
  expect(together).toBe(apart);
});

test("a hit rate set by a person replaces the rule's", () => {
  const { steps } = forecast([sonnet], { ...all, hitRate: ppm(0.42) });
  expect(steps.fewerHits).toBe(0n);
});
