import type { Rates } from "@/lib/core/catalogue";
import { divideRounded, type Picodollars } from "@/lib/core/money";

export const TOKEN_CLASSES = [
  "freshInput",
  "cachedInput",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheWriteOther",
  "output",
] as const satisfies readonly (keyof Rates)[];
export type TokenClass = (typeof TOKEN_CLASSES)[number];
export type Tokens = Record<TokenClass, bigint>;

/** Parts per million: exact where a share is multiplied with money. */
export type Ppm = bigint;
const WHOLE = 1_000_000n;
export const ppm = (share: number): Ppm => BigInt(Math.round(share * 1_000_000));

/** Sync traffic of one model of one endpoint in the period, with the rates that hold for it. */
export type ForecastLine = {
  provider: string;
  model: string;
  tokens: Tokens;
  /** What it cost (reported, else list); null when nobody knows. */
  cost: Picodollars | null;
  sync: Rates | null;
  batch: Rates | null;
  flex: Rates | null;
  cacheRule: "compound" | "none" | "cache-wins" | "lost" | null;
  /** Share of input that hits the cache inside a batch: expected, and the range it may take. */
  hitRate: { expected: Ppm; low: Ppm; high: Ppm };
};

export type Assumptions = {
  /** Share of the calls that can wait. */
  fit: Ppm;
  /** Share of those that will run sync after all: late, failed twice, pulled forward. */
  tail: Ppm;
  /** Set by a person in place of the rule's own, for every line. */
  hitRate: Ppm | null;
};

/** Why there is no number. */
export type Missing = "no-sync-price" | "no-batch-price" | "no-cost";

export type Steps = {
  /** Sync price with every input token fresh. */
  withoutCache: Picodollars;
  /** What cache reads take off (below zero) or writes add. */
  cache: Picodollars;
  /** What it costs today. */
  sync: Picodollars;
  /** The batch discount at today's hit rate, below zero; above where batch costs more. */
  discount: Picodollars;
  /** What fewer cache hits give back. */
  fewerHits: Picodollars;
  /** What it would cost: the part that cannot wait and the tail stay at sync price. */
  forecast: Picodollars;
};

export type Forecast = {
  steps: Steps;
  saving: Picodollars;
  /** The saving at the low and the high end of the hit rate, the smaller first. */
  range: { low: Picodollars; high: Picodollars };
  flexSaving: Picodollars | null;
  byClass: Record<TokenClass, { sync: Picodollars; batch: Picodollars }>;
  missing: Missing[];
};

/**
 * One stated counterfactual: this period's sync traffic, at the prices paid for it, moved to batch where it can wait.
 * Savings are computed per line and only added afterwards, so they agree across any grouping. Lines without a batch
 * price save nothing and are named in `missing`.
 */
export function forecast(lines: readonly ForecastLine[], assumptions: Assumptions): Forecast {
  const parts = lines.map((line) => forecastLine(line, assumptions));
  const add = (of: (part: Forecast) => Picodollars) => parts.reduce((sum, part) => sum + of(part), 0n);
  const flex = parts.map((part) => part.flexSaving);
  return {
    steps: {
      withoutCache: add((p) => p.steps.withoutCache),
      cache: add((p) => p.steps.cache),
      sync: add((p) => p.steps.sync),
      discount: add((p) => p.steps.discount),
      fewerHits: add((p) => p.steps.fewerHits),
      forecast: add((p) => p.steps.forecast),
    },
    saving: add((p) => p.saving),
    range: { low: add((p) => p.range.low), high: add((p) => p.range.high) },
    flexSaving: flex.every((saving) => saving === null)
      ? null
      : flex.reduce<bigint>((sum, f) => sum + (f ?? 0n), 0n),
    byClass: byClass((name) => ({
      sync: add((p) => p.byClass[name].sync),
      batch: add((p) => p.byClass[name].batch),
    })),
    missing: [...new Set(parts.flatMap((part) => part.missing))],
  };
}

function forecastLine(line: ForecastLine, assumptions: Assumptions): Forecast {
  const { sync, batch, tokens, cost } = line;
  const listed = sync && priced(tokens, sync);
  if (cost === null || listed === null || !sync)
    return staying(cost, cost === null ? "no-cost" : "no-sync-price");
  if (!batch || priced(tokens, batch) === null) return staying(cost, "no-batch-price", sync, tokens, listed);
  // Negotiated prices: every list figure is scaled by what was paid for the same tokens at sync price.
  const scaled = (list: Picodollars) => (listed === 0n ? 0n : divideRounded(list * cost, listed));
  const moved = divideRounded(assumptions.fit * (WHOLE - assumptions.tail), WHOLE);
  const withHits = (hits: Ppm) => scaled(priced(rehit(tokens, hits), batch) ?? 0n);
  const sameHits = scaled(priced(tokens, batch) ?? 0n);
  const expected = assumptions.hitRate ?? line.hitRate.expected;
  const share = (money: Picodollars) => divideRounded(money * moved, WHOLE);
  const discount = share(sameHits - cost);
  const fewerHits = share(withHits(least(expected, hitsToday(tokens))) - sameHits);
  const at = (hits: Ppm) => -share(withHits(least(hits, hitsToday(tokens))) - cost);
  const ends = [at(line.hitRate.low), at(line.hitRate.high), -(discount + fewerHits)].sort(ascending);
  const withoutCache = scaled(priced(fresh(tokens), sync) ?? listed);
  const flexed = line.flex && priced(tokens, line.flex);
  const after = rehit(tokens, least(expected, hitsToday(tokens)));
  return {
    steps: {
      withoutCache,
      cache: cost - withoutCache,
      sync: cost,
      discount,
      fewerHits,
      forecast: cost + discount + fewerHits,
    },
    saving: -(discount + fewerHits),
    range: { low: ends[0] ?? 0n, high: ends[2] ?? 0n },
    flexSaving: flexed === null ? null : divideRounded((cost - scaled(flexed)) * assumptions.fit, WHOLE),
    byClass: byClass((name) => ({
      sync: scaled(tokens[name] * (sync[name] ?? 0n)),
      batch: scaled(after[name] * (batch[name] ?? 0n)),
    })),
    missing: [],
  };
}

/** No price, no number: the line stays as it is and saves nothing. */
function staying(
  cost: Picodollars | null,
  missing: Missing,
  sync?: Rates,
  tokens?: Tokens,
  listed?: Picodollars,
): Forecast {
  const known = cost ?? 0n;
  const scaled = (list: Picodollars) => (listed ? divideRounded(list * known, listed) : 0n);
  const withoutCache = sync && tokens ? scaled(priced(fresh(tokens), sync) ?? listed ?? 0n) : known;
  return {
    steps: {
      withoutCache,
      cache: known - withoutCache,
      sync: known,
      discount: 0n,
      fewerHits: 0n,
      forecast: known,
    },
    saving: 0n,
    range: { low: 0n, high: 0n },
    flexSaving: null,
    byClass: byClass((name) => {
      const same = sync && tokens ? scaled(tokens[name] * (sync[name] ?? 0n)) : 0n;
      return { sync: same, batch: same };
    }),
    missing: [missing],
  };
}

/** Σ tokens × rate; null when a class has tokens and no rate. */
export function priced(tokens: Tokens, rates: Rates): Picodollars | null {
  let sum = 0n;
  for (const name of TOKEN_CLASSES) {
    if (tokens[name] === 0n) continue;
    const rate = rates[name];
    if (rate === null) return null;
    sum += tokens[name] * rate;
  }
  return sum;
}

/** Share of all input tokens that was read from the cache. */
export function hitsToday(tokens: Tokens): Ppm {
  const input =
    tokens.freshInput +
    tokens.cachedInput +
    tokens.cacheWrite5m +
    tokens.cacheWrite1h +
    tokens.cacheWriteOther;
  return input === 0n ? 0n : divideRounded(tokens.cachedInput * WHOLE, input);
}

/** The same input with another share of cache reads: what no longer hits is sent fresh. Writes stay. */
function rehit(tokens: Tokens, hits: Ppm): Tokens {
  const today = hitsToday(tokens);
  if (today === 0n || hits >= today) return tokens;
  const cachedInput = divideRounded(tokens.cachedInput * hits, today);
  return { ...tokens, cachedInput, freshInput: tokens.freshInput + tokens.cachedInput - cachedInput };
}

function fresh(tokens: Tokens): Tokens {
  const { freshInput, cachedInput, cacheWrite5m, cacheWrite1h, cacheWriteOther } = tokens;
  const all = freshInput + cachedInput + cacheWrite5m + cacheWrite1h + cacheWriteOther;
  return {
    ...tokens,
    freshInput: all,
    cachedInput: 0n,
    cacheWrite5m: 0n,
    cacheWrite1h: 0n,
    cacheWriteOther: 0n,
  };
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
const ascending = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

function byClass<T>(of: (name: TokenClass) => T): Record<TokenClass, T> {
  return Object.fromEntries(TOKEN_CLASSES.map((name) => [name, of(name)])) as Record<TokenClass, T>;
}
