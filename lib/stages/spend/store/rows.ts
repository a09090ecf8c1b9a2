import type { Period } from "@/lib/core/period";
import type { Grouping } from "@/lib/core/values";
import {
  type Fit,
  labelOf,
  measuresOf,
  rowOf,
  type SpendRow,
  type SpendTotals,
  type Sums,
  totalsOf,
  trendOf,
} from "../model/page";
import { type Whole, whole } from "./sql";

export type SumColumns<Prefix extends string> = {
  [Name in
    | "reported"
    | "listed"
    | "sync"
    | "batch"
    | "requests"
    | "requests_unknown"
    | "fresh"
    | "cached"
    | "write_5m"
    | "write_1h"
    | "write_other"
    | "output"
    | "unpriced"
    | "rows" as `${Prefix}${Name}`]: Whole | null;
};

/** A row of the ranking as Postgres gives it. `position` is null in the one row of an empty page. */
export type RankingRow = SumColumns<""> &
  SumColumns<"total_"> & {
    total_groups: bigint;
    total_unpriced_models: string[] | null;
    position: bigint | null;
    rank: bigint;
    cumulative: Whole | null;
    name_key: string;
    name: string | null;
    kind: string | null;
    remainder: boolean;
    providers: string[];
    models: (string | null)[];
    owner: string | null;
    owners: bigint;
    team: string | null;
    cost_center: string | null;
    owner_name: string | null;
    amounts?: string | null;
    verdict?: string | null;
    score?: number | null;
    fit_reasons?: unknown;
    answer?: string | null;
    forecast_saving?: bigint | null;
    realised_saving?: bigint | null;
    stage?: string | null;
  };

export function readTotals(row: RankingRow): SpendTotals {
  const sums = sumsOf(
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) =>
        name.startsWith("total_") ? [[name.slice(6), value]] : [],
      ),
    ) as SumColumns<"">,
  );
  return totalsOf(sums, Number(row.total_groups), row.total_unpriced_models ?? []);
}

export function readRow(
  row: RankingRow,
  total: SpendTotals,
  shape: { period: Period; groupBy: Grouping },
): SpendRow {
  return rowOf(measuresOf(sumsOf(row)), {
    rank: Number(row.rank),
    key: row.name_key,
    label: labelOf(shape.groupBy, row.name_key, row.name, row.remainder),
    kind: row.kind,
    owner: row.owner,
    owners: Number(row.owners),
    ownerName: row.owner_name,
    team: row.team,
    costCenter: row.cost_center,
    providers: distinct(row.providers),
    models: distinct(row.models),
    total: total.cost,
    cumulative: row.cumulative === null ? null : whole(row.cumulative),
    trend: row.amounts ? trendOf(shape.period, row.amounts) : null,
    fit: fitOf(row),
    answer: row.answer ?? null,
    forecastSaving: row.forecast_saving ?? null,
    realisedSaving: row.realised_saving ?? null,
    stage: row.stage ?? null,
  });
}

export function sumsOf(row: SumColumns<"">): Sums {
  const known = (value: Whole | null) => (value === null ? null : whole(value));
  const writes = [row.write_5m, row.write_1h, row.write_other].map(known).filter((value) => value !== null);
  return {
    reported: known(row.reported),
    listed: known(row.listed),
    sync: known(row.sync),
    batch: known(row.batch),
    requests: known(row.requests),
    requestsUnknown: known(row.requests_unknown) ?? 0n,
    fresh: known(row.fresh),
    cached: known(row.cached),
    write: writes.length === 0 ? null : writes.reduce((sum, value) => sum + value, 0n),
    output: known(row.output),
    unpricedRows: known(row.unpriced) ?? 0n,
    rows: known(row.rows) ?? 0n,
  };
}

export function fitOf(row: Pick<RankingRow, "verdict" | "score" | "fit_reasons">): Fit | null {
  if (!row.verdict) return null;
  const reasons = Array.isArray(row.fit_reasons) ? row.fit_reasons.map(String) : [];
  return { verdict: row.verdict, score: row.score ?? null, reasons };
}

function distinct(words: (string | null)[]): string[] {
  return [...new Set(words.filter((word) => word !== null))];
}
