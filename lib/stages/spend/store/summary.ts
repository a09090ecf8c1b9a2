import { daysBetween, type Period } from "@/lib/core/period";
import { costKindOf } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { type Measures, rowOf, type SpendCounts, type SpendRow, type SpendTotals } from "../model/page";
import { isByCost, type SortColumn, type SpendQuery } from "../model/query";
import { ownerName } from "./names";
import type { Ranked } from "./read";
import { fitOf } from "./rows";
import { folded, statement } from "./sql";

/** What stands in `trend`: micro-dollars per day, lanes without any left out, and what has no column of its own. */
export type StoredTrend = {
  sync?: number[];
  batch?: number[];
  other?: number[];
  owners?: number;
  total?: StoredTotal;
};

/** Amounts as text: together they may pass the end of a bigint column. */
export type StoredTotal = {
  money: Record<
    "cost" | "costReported" | "costListed" | "costSync" | "costBatch" | "costOther",
    string | null
  >;
  groups: number;
  withoutOwner: number;
  unpricedModels: string[];
};

/** The total of the default period stands beside its rows, before the first of them. */
export const TOTAL = { rank: 0, endpointId: -1 };

type SummaryRow = {
  rank: number;
  owner_name: string | null;
  from_day: string;
  to_day: string;
  key: string;
  label: string;
  kind: string;
  owner: string | null;
  team: string | null;
  cost_center: string | null;
  providers: string[];
  models: string[];
  cost: bigint | null;
  cost_reported: bigint | null;
  cost_listed: bigint | null;
  cost_sync: bigint | null;
  cost_batch: bigint | null;
  cost_other: bigint | null;
  cumulative: string | null;
  rows: bigint;
  requests: bigint | null;
  requests_unknown: bigint;
  fresh_input: bigint | null;
  cached_input: bigint | null;
  cache_write: bigint | null;
  output: bigint | null;
  unpriced_rows: bigint;
  trend: StoredTrend;
  verdict: string | null;
  score: number | null;
  fit_reasons: unknown;
  answer: string | null;
  forecast_saving: bigint | null;
  realised_saving: bigint | null;
  stage: string | null;
};

const COLUMNS = `rank, from_day, to_day, key, label, kind, owner, team, cost_center, providers, models, cost,
  cost_reported, cost_listed, cost_sync, cost_batch, cost_other, cumulative, rows, requests, requests_unknown,
  fresh_input, cached_input, cache_write, output, unpriced_rows, trend, verdict, score, fit_reasons, answer,
  forecast_saving, realised_saving, stage`;
const ALL_INPUT = "coalesce(cached_input, 0) + coalesce(cache_write, 0)";
const ORDER: Record<SortColumn, string> = {
  cost: "case when cost is not null then -rank end",
  label: `case when endpoint_id > 0 then ${folded("label")} end`,
  owner: folded("owner"),
  team: folded("team"),
  costCenter: folded("cost_center"),
  provider: "providers[1]",
  model: "models[1]",
  costSync: "cost_sync",
  costBatch: "cost_batch",
  requests: "requests",
  inputTokens: `fresh_input + ${ALL_INPUT}`,
  outputTokens: "output",
  cacheHits: `cached_input::numeric / nullif(fresh_input + ${ALL_INPUT}, 0)`,
};

/** The default page as it was ranked after the last change; null while the ledger is ahead of it. */
export async function loadSummary(
  ctx: Context,
  query: SpendQuery,
): Promise<(Ranked & { period: Period }) | null> {
  const { by, descending } = query.sort;
  const order = isByCost(query) ? "rank" : `${ORDER[by]} ${descending ? "desc" : "asc"} nulls last, rank`;
  const fresh = "select 1 from organisation o where o.id = $1 and o.summary_version = o.ledger_version";
  const { rows } = await ctx.pool.query<SummaryRow>(
    statement(
      `(select ${COLUMNS}, null as owner_name from endpoint_summary
        where organisation_id = $1 and period = 'default' and rank = 0 and exists (${fresh}))
      union all (select ${COLUMNS}, ${ownerName("owner")} from endpoint_summary where organisation_id = $1 and period = 'default' and rank > 0
        and exists (${fresh}) order by ${order} limit $2 offset $3)`,
      [ctx.organisation.id, query.limit, query.offset],
    ),
  );
  const [total, ...ranked] = rows;
  const stored = total?.trend.total;
  if (!total || !stored) return null;
  const period = { from: total.from_day, to: total.to_day };
  const money = Object.entries(stored.money).map(([name, text]) => [
    name,
    text === null ? null : BigInt(text),
  ]);
  const { groups, unpricedModels } = stored;
  const totals: SpendTotals = { ...measuresOf(total), ...Object.fromEntries(money), groups, unpricedModels };
  const none = query.trend ? new Array<number>(daysBetween(period)).fill(0) : null;
  return { period, totals, rows: ranked.map((row) => readRow(row, totals.cost, none)) };
}

type CountsRow = { total: StoredTotal; good_not_asked: bigint; waiting: bigint; approved: string | null };

export async function loadCounts(ctx: Context): Promise<SpendCounts | null> {
  const { rows } = await ctx.pool.query<CountsRow>({
    name: "spend-counts",
    text: `select s.trend->'total' as total, later.* from organisation o
      join endpoint_summary s on s.organisation_id = o.id and s.period = 'default' and s.rank = 0
      cross join lateral (select
          count(*) filter (where verdict = 'good' and answer is null and stage is distinct from 'asked') as good_not_asked,
          count(*) filter (where answer is null and stage = 'asked') as waiting,
          sum(forecast_saving) filter (where answer in ('yes', 'part'))::text as approved
        from endpoint_summary where organisation_id = o.id and period = 'default' and rank > 0) later
      where o.id = $1 and o.summary_version = o.ledger_version`,
    values: [ctx.organisation.id],
  });
  const [row] = rows;
  if (!row?.total) return null;
  return {
    all: row.total.groups,
    withoutOwner: row.total.withoutOwner,
    goodNotAsked: Number(row.good_not_asked),
    waiting: Number(row.waiting),
    approvedSaving: row.approved === null ? null : BigInt(row.approved),
  };
}

function measuresOf(row: SummaryRow): Measures {
  return {
    cost: row.cost,
    costKind: costKindOf(row.cost_reported, row.cost_listed),
    costReported: row.cost_reported,
    costListed: row.cost_listed,
    costSync: row.cost_sync,
    costBatch: row.cost_batch,
    costOther: row.cost_other,
    requests: row.requests,
    requestsUnknown: row.requests_unknown,
    inputTokens: row.fresh_input,
    cachedInputTokens: row.cached_input,
    cacheWriteTokens: row.cache_write,
    outputTokens: row.output,
    rows: row.rows,
    unpricedRows: row.unpriced_rows,
  };
}

function readRow(row: SummaryRow, total: bigint | null, none: number[] | null): SpendRow {
  const { trend } = row;
  return rowOf(measuresOf(row), {
    rank: row.rank,
    key: row.key,
    label: row.label,
    kind: row.kind,
    owner: row.owner,
    owners: trend.owners ?? 0,
    ownerName: row.owner_name,
    team: row.team,
    costCenter: row.cost_center,
    providers: row.providers,
    models: row.models,
    total,
    cumulative: row.cumulative === null ? null : BigInt(row.cumulative),
    trend: none && { sync: trend.sync ?? none, batch: trend.batch ?? none, other: trend.other ?? none },
    fit: fitOf(row),
    answer: row.answer,
    forecastSaving: row.forecast_saving,
    realisedSaving: row.realised_saving,
    stage: row.stage,
  });
}
