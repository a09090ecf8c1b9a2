import { describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import { listCost } from "@/lib/stages/ledger/model/price";
import { type Cell, remainderOf } from "@/lib/stages/ledger/model/remainder";
import { openCatalogue } from "./catalogue";
import { longContextAt } from "./long-context";
import { findStatement } from "./model/tier-rates";
import { TIER_STATEMENTS } from "./rate-data";

// Pricing mistakes that neighbouring tools made in public, each with our right answer. What they made of a settled batch
// stands beside settling: batches/model/settle-cost.test.ts. A batch price that is no discount: rate-data.test.ts.

const catalogue = openCatalogue();
const at = new Date("2026-11-01T12:00:00Z");
const dollars = (text: string) => parseDollars(text) ?? 0n;
const million = 1_000_000n;
const NO_TOKENS = {
  freshInput: null,
  cachedInput: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  output: null,
};

test("a Bedrock batch with tokens never costs $0: it is priced, or it is unpriced (row 9)", () => {
  const rates = catalogue.ratesAt("bedrock", "amazon.nova-pro-v1:0", "batch", at);
  expect((rates?.freshInput ?? 0n) * million).toBe(dollars("0.4"));
  expect((rates?.output ?? 0n) * million).toBe(dollars("1.6"));
  expect(catalogue.ratesAt("bedrock", "some.model-of-tomorrow", "batch", at)).toBeNull();
});

describe("long-context and cached batch tokens (rows 11 and 12)", () => {
  test("a request above 272K tokens has its own batch rate, twice the input and one and a half times the output", () => {
    const base = catalogue.ratesAt("openai", "gpt-5.6-luna", "batch", at);
    const long = longContextAt("openai", "gpt-5.6-luna", at);
    expect(long?.above).toBeGreaterThanOrEqual(271_999);
    expect(long?.rates("batch")?.freshInput).toBe((base?.freshInput ?? 0n) * 2n);
    expect((long?.rates("batch")?.output ?? 0n) * 2n).toBe((base?.output ?? 0n) * 3n);
    expect((long?.rates("batch")?.freshInput ?? 0n) * 2n).toBe(long?.rates("sync")?.freshInput);
  });

  test("a model with one price for every length has no long band", () => {
    expect(longContextAt("openai", "gpt-5-mini", at)).toBeNull();
  });

  test("a cached token in a batch is billed at the cached batch rate, not ten times over", () => {
    const rates = catalogue.ratesAt("openai", "gpt-5-mini", "batch", at);
    expect((rates?.cachedInput ?? 0n) * 10n).toBe(rates?.freshInput);
  });

  test("a pro model has no cached batch rate of its own: the batch input rate holds", () => {
    const rates = catalogue.ratesAt("openai", "gpt-5.4-pro", "batch", at);
    expect(rates?.cachedInput).toBe(rates?.freshInput);
  });
});

test("flex is half of sync, not twice (row 13)", () => {
  const [sync, flex] = [
    catalogue.ratesAt("openai", "o3", "sync", at),
    catalogue.ratesAt("openai", "o3", "flex", at),
  ];
  expect((flex?.freshInput ?? 0n) * 2n).toBe(sync?.freshInput);
  expect((flex?.output ?? 0n) * 2n).toBe(sync?.output);
});

test("counts that nobody gave are no price of zero (row 10)", () => {
  const rates = catalogue.ratesAt("bedrock", "amazon.nova-pro-v1:0", "batch", at);
  expect(listCost(NO_TOKENS, rates)).toBeNull();
  expect(listCost({ ...NO_TOKENS, output: 0n }, rates)).toBe(0n);
});

test("every batch rate says which statement made it, by whom and of which day (row 17)", () => {
  const day = at.toISOString().slice(0, 10);
  for (const [provider, model] of [
    ["openai", "gpt-5-mini"],
    ["anthropic", "claude-sonnet-4-5"],
    ["bedrock", "amazon.nova-pro-v1:0"],
    ["vertex", "gemini-2.5-flash"],
  ] as const) {
    const statement = findStatement(TIER_STATEMENTS, { provider, model, tier: "batch", day }, "output");
    expect(statement?.source.url, model).toMatch(/^https:/);
    expect(statement?.source.read, model).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

test("40 requests that cost 8.5% too much differ in one token class, and that class is named (row 18)", () => {
  const cell = (cachedInput: bigint): Cell => ({
    model: "gpt-5.6-sol",
    tier: "sync",
    amounts: {
      ...{ ...NO_TOKENS, reasoning: null, cost: null, requests: 40n },
      ...{ cachedInput, freshInput: 73_550n - cachedInput, output: 20_480n },
    },
  });
  const [billed, gateway] = [cell(65_304n), cell(49_563n)];
  const { rest, findings } = remainderOf([billed], [gateway]);
  expect(findings).toEqual([
    { ...{ model: "gpt-5.6-sol", tier: "sync", class: "freshInput" }, provider: 8246n, counted: 23_987n },
  ]);
  expect(rest[0]).toMatchObject({ cachedInput: 15_741n, freshInput: 0n, output: 0n, requests: 0n });
  const rates = catalogue.ratesAt("openai", "gpt-5.6-sol", "sync", at);
  const gap = (listCost(gateway.amounts, rates) ?? 0n) - (listCost(billed.amounts, rates) ?? 0n);
  expect(gap).toBe(15_741n * ((rates?.freshInput ?? 0n) - (rates?.cachedInput ?? 0n)));
});

test("a tier that only the response knows stays unpriced until it is known (row 14)", () => {
  expect(catalogue.ratesAt("openai", "gpt-5", "priority", at)).toBeNull();
  expect(catalogue.ratesAt("openai", "gpt-5", "unknown", at)).toBeNull();
});

test("Google's cached batch price is no clean half: the cache price holds (row 17)", () => {
  const [sync, batch] = [
    catalogue.ratesAt("vertex", "gemini-2.5-flash", "sync", at),
    catalogue.ratesAt("vertex", "gemini-2.5-flash", "batch", at),
  ];
  expect(batch?.cachedInput).toBe(sync?.cachedInput);
  expect((batch?.freshInput ?? 0n) * 2n).toBe(sync?.freshInput);
});
