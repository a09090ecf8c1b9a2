import { describe, expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { longContextAt } from "@/lib/stages/prices/long-context";
import { CACHE_RULES } from "@/lib/stages/prices/rate-data";
import { type Evidence, NOTHING } from "./evidence";
import { judgeEndpoint } from "./judge-endpoint";
import type { EndpointUsage } from "./stored";

const at = new Date("2026-11-01T12:00:00Z");
const catalogue = openCatalogue();
const MILLION = 1_000_000;

const used = (more: Partial<EndpointUsage>): EndpointUsage => ({
  endpointId: 1,
  key: "k",
  label: "l",
  provider: "openai",
  model: "gpt-5-mini",
  tier: "sync",
  freshInput: "0",
  cachedInput: "0",
  cacheWrite5m: "0",
  cacheWrite1h: "0",
  cacheWriteOther: "0",
  output: "0",
  cost: null,
  unpricedRows: "0",
  ...more,
});
const dollars = (amount: number) => (BigInt(Math.round(amount * 100)) * (DOLLAR / 100n)).toString();
const seen = (more: Partial<Evidence>): Evidence => ({
  ...NOTHING,
  calls: 1000,
  rows: 1000,
  requestLevelShare: 1,
  causes: { "read-later": 700, "person-waits": 300 },
  ...more,
});
const judged = (evidence: Evidence, usage: EndpointUsage[], overridden: "good" | null = null) =>
  judgeEndpoint({
    evidence,
    usage,
    assumed: undefined,
    overridden,
    catalogue,
    cacheRules: CACHE_RULES,
    longRates: (provider, model) => longContextAt(provider, model, at),
    at,
  }).forecast;
const inDollars = (text: string | null) =>
  text === null ? null : Number(BigInt(text) / (DOLLAR / 100n)) / 100;

// gpt-5-mini: $0.25 in, $2 out per million, half of each in a batch.
const hundred = used({ freshInput: String(400 * MILLION), cost: dollars(100) });

describe("what moves", () => {
  test("of what still runs as sync, the share that can wait: the calls of the night may run as batch already", () => {
    expect(inDollars(judged(seen({}), [hundred]).saving)).toBe(35);
    expect(inDollars(judged(seen({ syncFitShare: 0.2 }), [hundred]).saving)).toBe(10);
  });

  test("all of it where a person says so", () => {
    expect(inDollars(judged(seen({ syncFitShare: 0.2 }), [hundred], "good").saving)).toBe(50);
  });
});

test("long requests are forecast at the rates of their band, whatever was paid", () => {
  const usage = used({
    model: "gpt-5.6-luna",
    freshInput: String(100 * MILLION),
    output: String(10 * MILLION),
  });
  const [base, long] = [
    catalogue.ratesAt("openai", "gpt-5.6-luna", "sync", at),
    longContextAt("openai", "gpt-5.6-luna", at),
  ];
  const price = (rates: typeof base, share: bigint) =>
    (((rates?.freshInput ?? 0n) * 100n + (rates?.output ?? 0n) * 10n) * BigInt(MILLION) * share) / 100n;
  const sync = price(base, 60n) + price(long?.rates("sync") ?? null, 40n);
  const batch =
    price(catalogue.ratesAt("openai", "gpt-5.6-luna", "batch", at), 60n) +
    price(long?.rates("batch") ?? null, 40n);
  const evidence = seen({
    causes: { "read-later": 1000 },
    long: [{ provider: "openai", model: "gpt-5.6-luna", input: 0.4, output: 0.4 }],
  });
  const forecast = judged(evidence, [{ ...usage, cost: sync.toString() }]);
  expect(BigInt(forecast.saving) - (sync - batch) < 10n).toBe(true);
  expect(BigInt(forecast.steps.sync)).toBe(sync);
});

test("a batch that was billed at the sync price saved nothing, and half of it is due", () => {
  const batch = used({ tier: "batch", freshInput: String(400 * MILLION), cost: dollars(100) });
  const forecast = judged(seen({ causes: { "read-later": 1000 } }), [hundred, batch]);
  expect([inDollars(forecast.realised), inDollars(forecast.due), inDollars(forecast.saving)]).toEqual([
    0, 50, 50,
  ]);
  const halved = judged(seen({}), [hundred, { ...batch, cost: dollars(50) }]);
  expect([inDollars(halved.realised), inDollars(halved.due)]).toEqual([50, 0]);
});
