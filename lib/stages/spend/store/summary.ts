import { daysBetween, type Period } from "@/lib/core/period";
import { costKindOf } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import {
  type Measures,
  rowOf,
  type SpendCounts,
  type SpendRow,
  type SpendTotals,
  type Trend,
} from "../model/page";
import { isByCost, type SortColumn, type SpendQuery } from "../model/query";
import { ownerName } from "./names";
import type { Ranked } from "./read";
import { fitOf } from "./rows";
import { folded, statement } from "./sql";

/** Amounts as text: together they may pass the end of a bigint, and a number would round them. */
type Texts<Names extends string> = Record<Names, string | null>;
type Amount = Exclude<keyof Measures, "costKind">;

/** A row as it is shown, but for what later stages know. Lanes of the trend without any amount are left out. */
export type StoredRow = Texts<Amount | "cumulative"> &
  Pick<
    SpendRow,
    "key" | "label" | "kind" | "owner" | "owners" | "team" | "costCenter" | "providers" | "models"
  > & {
    trend: Partial<Trend>;
  };

export type StoredTotal = Texts<Amount> & {
  period: Period;
  groups: number;
  withoutOwner: number;
  unpricedModels: string[];
};

/** The total of the default period stands beside its rows, before the first of them. */
export const TOTAL = { rank: 0, endpointId: -1 };

type SummaryRow<Shown> = {
  rank: number;
  shown: Shown;
  owner_name: string | null;
  verdict: string | null;
  score: number | null;
  fit_reasons: unknown;
  answer: string | null;
  forecast_saving: bigint | null;
  realised_saving: bigint | null;
  stage: string | null;
};

// Few columns: what a page costs is the reading of its cells. The other columns are there to order and to find by.
const COLUMNS = "rank, shown, verdict, score, fit_reasons, answer, forecast_saving, realised_saving, stage";
const ALL_INPUT = "coalesce(cached_input, 0) + coalesce(cache_write, 0)";
const ORDER: Record<SortColumn, string> = {
  cost: "case when cost is not null then -rank end",
  label: `case when endpoint_id > 0 then ${folded("label")} end`,
  owner: folded("owner"),
  team: folded("team"),
  costCenter: folded("cost_center"),
  provider: "provider",
  model: "model",
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
  const { rows } = await ctx.pool.query<SummaryRow<unknown>>(
    statement(
      `(select ${COLUMNS}, null as owner_name from endpoint_summary
        where organisation_id = $1 and period = 'default' and rank = 0 and exists (${fresh}))
      union all (select ${COLUMNS}, ${ownerName("owner")} from endpoint_summary where organisation_id = $1 and period = 'default' and rank > 0
        and exists (${fresh}) order by ${order} limit $2 offset $3)`,
      [ctx.organisation.id, query.limit, query.offset],
    ),
  );
  const [first, ...ranked] = rows;
  if (!first) return null;
  const { period, groups, unpricedModels, ...texts } = first.shown as StoredTotal;
  const totals: SpendTotals = { ...measuresOf(texts), groups, unpricedModels };
  const none = query.trend ? new Array<number>(daysBetween(period)).fill(0) : null;
  return {
    period,
    totals,
    rows: ranked.map((row) => readRow(row as SummaryRow<StoredRow>, totals.cost, none)),
  };
}

type CountsRow = { total: StoredTotal; good_not_asked: bigint; waiting: bigint; approved: string | null };

export async function loadCounts(ctx: Context): Promise<SpendCounts | null> {
  const { rows } = await ctx.pool.query<CountsRow>({
    name: "spend-counts",
    text: `select s.shown as total, later.* from organisation o
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

const amountOf = (text: string | null) => (text === null ? null : BigInt(text));

function measuresOf(texts: Texts<Amount>): Measures {
  const costReported = amountOf(texts.costReported);
  const costListed = amountOf(texts.costListed);
  return {
    cost: amountOf(texts.cost),
    costKind: costKindOf(costReported, costListed),
    costReported,
    costListed,
    costSync: amountOf(texts.costSync),
    costBatch: amountOf(texts.costBatch),
    costOther: amountOf(texts.costOther),
    requests: amountOf(texts.requests),
    requestsUnknown: BigInt(texts.requestsUnknown ?? 0),
    inputTokens: amountOf(texts.inputTokens),
    cachedInputTokens: amountOf(texts.cachedInputTokens),
    cacheWriteTokens: amountOf(texts.cacheWriteTokens),
    outputTokens: amountOf(texts.outputTokens),
    rows: BigInt(texts.rows ?? 0),
    unpricedRows: BigInt(texts.unpricedRows ?? 0),
  };
}

function readRow(row: SummaryRow<StoredRow>, total: bigint | null, none: number[] | null): SpendRow {
  const { shown } = row;
  const { trend } = shown;
  return rowOf(measuresOf(shown), {
    rank: row.rank,
    key: shown.key,
    label: shown.label,
    kind: shown.kind,
    owner: shown.owner,
    owners: shown.owners,
    ownerName: row.owner_name,
    team: shown.team,
    costCenter: shown.costCenter,
    providers: shown.providers,
    models: shown.models,
    total,
    cumulative: amountOf(shown.cumulative),
    trend: none && { sync: trend.sync ?? none, batch: trend.batch ?? none, other: trend.other ?? none },
    fit: fitOf(row),
    answer: row.answer,
    forecastSaving: row.forecast_saving,
    realisedSaving: row.realised_saving,
    stage: row.stage,
  });
}
