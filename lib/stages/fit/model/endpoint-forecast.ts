import type { Catalogue, Rates } from "@/lib/core/catalogue";
import { divideRounded, type Picodollars } from "@/lib/core/money";
import type { Tier } from "@/lib/core/values";
import { type CacheRule, findCacheRule } from "@/lib/stages/prices/model/cache-rules";
import { type ForecastLine, forecast, type Ppm, ppm, priced, TOKEN_CLASSES, type Tokens } from "./forecast";
import type { EndpointUsage, StoredForecast } from "./stored";

/** What a person may set in place of the default: shares 0–1. Null: the rule's own. */
export type AssumedShares = { hitRate: number | null; tail: number | null; fit: number | null };

/** Of what moves, the share that is expected to run sync after all. */
export const DEFAULT_TAIL = 0;

/** The dearer band of a model, and which share of its tokens lies there. */
export type LongBand = {
  input: number;
  output: number;
  rates(tier: Tier): Rates | null;
};

type Question = {
  usage: readonly EndpointUsage[];
  catalogue: Catalogue;
  cacheRules: readonly CacheRule[];
  /** Prices of this instant are taken for the month to come. */
  at: Date;
  fitShare: number | null;
  assumed: AssumedShares;
  longBand?(provider: string, model: string): LongBand | null;
};

/** The forecast of one endpoint: its sync traffic moved to batch, and what its batch traffic has saved already. */
export function endpointForecast(question: Question): StoredForecast {
  const { usage, assumed } = question;
  const fit = assumed.fit ?? question.fitShare ?? 1;
  const tail = assumed.tail ?? DEFAULT_TAIL;
  const lines = usage.filter((row) => row.tier !== "batch").flatMap((row) => linesOf(row, question));
  const result = forecast(lines, {
    fit: ppm(fit),
    tail: ppm(tail),
    hitRate: assumed.hitRate === null ? null : ppm(assumed.hitRate),
  });
  const done = batchDone(question, lines);
  const text = (value: bigint) => value.toString();
  return {
    steps: mapValues(result.steps, text),
    saving: text(result.saving),
    range: mapValues(result.range, text),
    flexSaving: result.flexSaving?.toString() ?? null,
    byClass: mapValues(result.byClass, (pair) => mapValues(pair, text)),
    batchAtSync: done?.atSync.toString() ?? null,
    realised: done?.realised.toString() ?? null,
    due: (done?.due ?? 0n).toString(),
    missing: result.missing,
    assumptions: { hitRate: assumed.hitRate, tail, fit },
  };
}

export function tokensOf(row: EndpointUsage): Tokens {
  return {
    freshInput: BigInt(row.freshInput),
    cachedInput: BigInt(row.cachedInput),
    cacheWrite5m: BigInt(row.cacheWrite5m),
    cacheWrite1h: BigInt(row.cacheWrite1h),
    cacheWriteOther: BigInt(row.cacheWriteOther),
    output: BigInt(row.output),
  };
}

/** One line, or two where a part of the requests is long enough to be dearer. */
function linesOf(row: EndpointUsage, question: Question): ForecastLine[] {
  const { catalogue, at, longBand } = question;
  const rates = (tier: Tier) => catalogue.ratesAt(row.provider, row.model, tier, at);
  const band = row.model === null ? null : (longBand?.(row.provider, row.model) ?? null);
  if (!band) return [lineOf(row, question, rates)];
  const [long, base] = split(tokensOf(row), band);
  const [longList, baseList] = [listOf(long, band.rates("sync")), listOf(base, rates("sync"))];
  if (row.cost === null || longList + baseList === 0n) return [lineOf(row, question, rates)];
  // What was paid is shared between the bands as their list prices are.
  const longCost = divideRounded(BigInt(row.cost) * longList, longList + baseList);
  return [
    { ...lineOf(row, question, rates), tokens: base, cost: BigInt(row.cost) - longCost },
    { ...lineOf(row, question, band.rates), tokens: long, cost: longCost },
  ];
}

function listOf(tokens: Tokens, rates: Rates | null): Picodollars {
  return (rates && priced(tokens, rates)) ?? 0n;
}

function split(tokens: Tokens, { input, output }: LongBand): [long: Tokens, base: Tokens] {
  const part = (name: keyof Tokens) =>
    divideRounded(tokens[name] * ppm(name === "output" ? output : input), 1_000_000n);
  const long = mapValues(tokens, () => 0n);
  for (const name of TOKEN_CLASSES) long[name] = part(name);
  const base = mapValues(tokens, () => 0n);
  for (const name of TOKEN_CLASSES) base[name] = tokens[name] - long[name];
  return [long, base];
}

function lineOf(
  row: EndpointUsage,
  { cacheRules }: Question,
  rates: (tier: Tier) => Rates | null,
): ForecastLine {
  const rule = row.model === null ? null : findCacheRule(cacheRules, row.provider, row.model);
  const share = (text: string | undefined): Ppm => ppm(Number(text ?? 0));
  const isSync = row.tier === "sync";
  return {
    provider: row.provider,
    model: row.model ?? "",
    tokens: tokensOf(row),
    cost: row.cost === null ? null : BigInt(row.cost),
    sync: rates("sync"),
    // Flex and priority traffic was chosen so; only sync traffic is offered to the night.
    batch: isSync ? rates("batch") : null,
    flex: isSync ? rates("flex") : null,
    cacheRule: rule?.rule ?? null,
    hitRate: {
      expected: share(rule?.hitRate.expected),
      low: share(rule?.hitRate.low),
      high: share(rule?.hitRate.high),
    },
  };
}

type PaidShare = { paid: bigint; listed: bigint };

/** Paid ÷ list of sync traffic, as numerator and denominator: a negotiated price holds for the batch part too. */
function paidShare(lines: ForecastLine[]): PaidShare | null {
  let [paid, listed] = [0n, 0n];
  for (const line of lines) {
    const list = line.sync && priced(line.tokens, line.sync);
    if (line.cost === null || !list) continue;
    paid += line.cost;
    listed += list;
  }
  return listed === 0n ? null : { paid, listed };
}

/**
 * What ran as batch, at the sync price that was paid for its own model, else for the endpoint, else at list; and how much
 * dearer it was billed than its batch price at the same terms.
 */
function batchDone({ usage, catalogue, at }: Question, lines: ForecastLine[]) {
  const ofAll = paidShare(lines) ?? { paid: 1n, listed: 1n };
  let [atSync, cost, due, known]: [Picodollars, Picodollars, Picodollars, boolean] = [0n, 0n, 0n, false];
  for (const row of usage) {
    if (row.tier !== "batch" || row.cost === null) continue;
    const rates: Rates | null = catalogue.ratesAt(row.provider, row.model, "sync", at);
    const list = rates && priced(tokensOf(row), rates);
    if (list === null) continue;
    known = true;
    const batchRates = catalogue.ratesAt(row.provider, row.model, "batch", at);
    const batchList = batchRates && priced(tokensOf(row), batchRates);
    const factor = paidShare(lines.filter(({ model }) => model === row.model)) ?? ofAll;
    atSync += divideRounded(list * factor.paid, factor.listed);
    cost += BigInt(row.cost);
    if (batchList === null) continue;
    const expected = divideRounded(batchList * factor.paid, factor.listed);
    if (BigInt(row.cost) > expected) due += BigInt(row.cost) - expected;
  }
  return known ? { atSync, realised: atSync - cost, due } : null;
}

function mapValues<K extends string, A, B>(record: Record<K, A>, of: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([key, value]) => [key, of(value)])) as Record<
    K,
    B
  >;
}
