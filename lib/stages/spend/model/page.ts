import type { Picodollars } from "@/lib/core/money";
import { shareOf } from "@/lib/core/numbers";
import { type Day, daysBetween, type Period } from "@/lib/core/period";
import {
  type CostKind,
  costKindOf,
  type Grouping,
  PROVIDER_ONLY_LABEL,
  UNASSIGNED,
  UNASSIGNED_LABEL,
} from "@/lib/core/values";
import type { SpendQuery } from "./query";

/** The additive part of a row or a total. Unknown is null, and `requestsUnknown` rows are in no count of requests. */
export type Measures = {
  cost: Picodollars | null;
  costKind: CostKind;
  /** What sources reported, and what list prices add for rows without a reported cost. */
  costReported: Picodollars | null;
  costListed: Picodollars | null;
  costSync: Picodollars | null;
  costBatch: Picodollars | null;
  costOther: Picodollars | null;
  requests: bigint | null;
  requestsUnknown: bigint;
  inputTokens: bigint | null;
  cachedInputTokens: bigint | null;
  cacheWriteTokens: bigint | null;
  outputTokens: bigint | null;
  rows: bigint;
  unpricedRows: bigint;
};

/** What the database adds up. */
export type Sums = {
  reported: bigint | null;
  listed: bigint | null;
  sync: bigint | null;
  batch: bigint | null;
  requests: bigint | null;
  requestsUnknown: bigint;
  fresh: bigint | null;
  cached: bigint | null;
  write: bigint | null;
  output: bigint | null;
  rows: bigint;
  unpricedRows: bigint;
};

export const NO_SUMS: Sums = {
  ...{ reported: null, listed: null, sync: null, batch: null, requests: null, requestsUnknown: 0n },
  ...{ fresh: null, cached: null, write: null, output: null, rows: 0n, unpricedRows: 0n },
};

/** The shape of a row: cost per day of the period, in its order, in whole micro-dollars. Never added up to money. */
export type Trend = { sync: number[]; batch: number[]; other: number[] };

export type Fit = { verdict: string; score: number | null; reasons: string[] };

export type SpendRow = Measures & {
  rank: number;
  key: string;
  label: string;
  kind: string | null;
  /** The one owner of all of it; null when there is none, or more than one (`owners`). */
  owner: string | null;
  owners: number;
  /** The owner as a person's name, where this organisation knows one. */
  ownerName: string | null;
  team: string | null;
  costCenter: string | null;
  /** Most expensive first. */
  providers: string[];
  models: string[];
  share: number | null;
  cumulativeShare: number | null;
  cumulative: Picodollars | null;
  trend: Trend | null;
  fit: Fit | null;
  answer: string | null;
  forecastSaving: Picodollars | null;
  realisedSaving: Picodollars | null;
  stage: string | null;
};

export type SpendTotals = Measures & { groups: number; unpricedModels: string[] };

/** Of the default period, whatever the page shows. */
export type SpendCounts = {
  all: number;
  withoutOwner: number;
  goodNotAsked: number;
  waiting: number;
  /** The saving of those whose owners said that they, or a part of them, can wait; null where none did. */
  approvedSaving: Picodollars | null;
};

export type SpendPage = {
  period: Period;
  /** True when the period is the default one. */
  isDefault: boolean;
  /** The last day with usage, whatever the period; null when nothing was ever imported. */
  lastDay: Day | null;
  query: SpendQuery;
  rows: SpendRow[];
  totals: SpendTotals;
  nextCursor: string | null;
};

/** costSync + costBatch + costOther = cost, always. */
export function measuresOf(sums: Sums): Measures {
  const priced = sums.reported !== null || sums.listed !== null;
  const cost = priced ? (sums.reported ?? 0n) + (sums.listed ?? 0n) : null;
  const sync = sums.sync ?? 0n;
  const batch = sums.batch ?? 0n;
  return {
    cost,
    costKind: costKindOf(sums.reported, sums.listed),
    costReported: sums.reported,
    costListed: sums.listed,
    costSync: cost === null ? null : sync,
    costBatch: cost === null ? null : batch,
    costOther: cost === null ? null : cost - sync - batch,
    requests: sums.requests,
    requestsUnknown: sums.requestsUnknown,
    inputTokens: sums.fresh,
    cachedInputTokens: sums.cached,
    cacheWriteTokens: sums.write,
    outputTokens: sums.output,
    rows: sums.rows,
    unpricedRows: sums.unpricedRows,
  };
}

/** Nothing at all costs nothing; something without a price costs we do not know what. */
export function totalsOf(sums: Sums, groups: number, unpricedModels: string[]): SpendTotals {
  const measures = measuresOf(sums);
  if (groups > 0) return { ...measures, groups, unpricedModels };
  return { ...measures, cost: 0n, costSync: 0n, costBatch: 0n, costOther: 0n, groups, unpricedModels };
}

type Words = Omit<SpendRow, keyof Measures | "share" | "cumulativeShare"> & {
  /** Of the whole filter, for the shares. */
  total: Picodollars | null;
};

/** Field by field on purpose: spread objects of this width cost three times as much, on the page that everybody opens. */
export function rowOf(measures: Measures, words: Words): SpendRow {
  return {
    rank: words.rank,
    key: words.key,
    label: words.label,
    kind: words.kind,
    owner: words.owner,
    owners: words.owners,
    ownerName: words.ownerName,
    team: words.team,
    costCenter: words.costCenter,
    providers: words.providers,
    models: words.models,
    cost: measures.cost,
    costKind: measures.costKind,
    costReported: measures.costReported,
    costListed: measures.costListed,
    costSync: measures.costSync,
    costBatch: measures.costBatch,
    costOther: measures.costOther,
    requests: measures.requests,
    requestsUnknown: measures.requestsUnknown,
    inputTokens: measures.inputTokens,
    cachedInputTokens: measures.cachedInputTokens,
    cacheWriteTokens: measures.cacheWriteTokens,
    outputTokens: measures.outputTokens,
    rows: measures.rows,
    unpricedRows: measures.unpricedRows,
    share: shareOf(measures.cost, words.total),
    cumulativeShare: shareOf(words.cumulative, words.total),
    cumulative: words.cumulative,
    trend: words.trend,
    fit: words.fit,
    answer: words.answer,
    forecastSaving: words.forecastSaving,
    realisedSaving: words.realisedSaving,
    stage: words.stage,
  };
}

/** How a group without a name is called; `remainder` says that all of it was seen by a provider alone. */
export function labelOf(grouping: Grouping, key: string, label: string | null, remainder: boolean): string {
  if (key !== UNASSIGNED) return label ?? key;
  return remainder && grouping !== "model" ? PROVIDER_ONLY_LABEL : UNASSIGNED_LABEL;
}

/** Puts what the database gave by day (`0sync120 3batch7`) in the order of the period, 0 where a day is missing. */
export function trendOf(period: Period, amounts: string): Trend {
  const none = () => new Array<number>(daysBetween(period)).fill(0);
  const trend: Trend = { sync: none(), batch: none(), other: none() };
  for (const [, day, lane, amount] of amounts.matchAll(/(\d+)(sync|batch|other)(-?\d+)/g))
    trend[lane as keyof Trend][Number(day)] = Number(amount);
  return trend;
}

/** Cached input of all input; null while either is unknown. */
export function cacheHitsOf(row: Measures): number | null {
  if (row.cachedInputTokens === null || row.inputTokens === null) return null;
  return shareOf(row.cachedInputTokens, allInputOf(row));
}

/** Fresh, cached and written input together: what "tokens in" shows. */
export function allInputOf(row: Measures): bigint | null {
  if (row.inputTokens === null && row.cachedInputTokens === null && row.cacheWriteTokens === null)
    return null;
  return (row.inputTokens ?? 0n) + (row.cachedInputTokens ?? 0n) + (row.cacheWriteTokens ?? 0n);
}
