import type { Period } from "@/lib/core/period";
import { UNASSIGNED } from "@/lib/core/values";
import { fold } from "@/lib/stages/ledger/model/words";
import { isByCost, type SortColumn, type SpendQuery } from "../model/query";
import { atoms, COST, IN_PERIOD, MEASURES, words } from "./atoms";
import { conditions } from "./filters";
import { ownerName } from "./names";
import { folded, parameters, type Statement, statement } from "./sql";

/** Which rows of the ranking are kept: a page of them, or one with its neighbours. */
export type Slice = { limit: number; offset: number } | { around: string };

export type Ranking = {
  organisationId: number;
  period: Period;
  query: SpendQuery;
  /** Narrows to what this person owns. */
  owner: string | null;
  slice: Slice;
};

type Bind = ReturnType<typeof parameters>;

/**
 * The ranking as one statement over the daily rollup. Only what decides the order is added up for every group; measures,
 * models, owners and the trend follow for the kept rows alone.
 */
export function rankingStatement({ organisationId, period, query, owner, slice }: Ranking): Statement {
  const bind = parameters();
  for (const value of [organisationId, period.from, period.to]) bind.add(value);
  const narrowed = conditions(query, owner, bind);
  const isEndpoint = query.groupBy === "endpoint";
  const withTrend = query.trend && query.groupBy !== "day";
  const parts = [
    words(query, narrowed),
    atoms(query, narrowed.length > 0),
    groups(query),
    named(query, bind),
    totals(query),
    RANKED,
    page(query, slice, bind),
    MEASURED,
    MIX,
    ...(withTrend ? [trend(query, slice)] : []),
  ];
  return statement(
    `with ${parts.join(",\n")}
    select t.*, p.*, measured.*, mix.providers, mix.models, mix.owner, mix.owners, mix.team, mix.cost_center, ${ownerName("mix.owner")} as owner_name
      ${withTrend ? ", trend.amounts" : ""} ${isEndpoint ? `, ${LATER}` : ""}
    from totals t left join page p on true left join measured on measured.place = p.position
      left join mix on mix.position = p.position
      ${withTrend ? "left join trend on trend.position = p.position" : ""}
      ${isEndpoint ? SUMMARY : ""}
    order by p.position`,
    bind.values,
  );
}

const LATER =
  "s.verdict, s.score, s.fit_reasons, s.answer, s.forecast_saving, s.realised_saving, s.stage, p.group_key as endpoint_id";
const SUMMARY = `left join endpoint_summary s on s.organisation_id = $1 and s.period = 'default' and s.rank > 0
  and s.endpoint_id = p.group_key`;

const ATOM_COST = "coalesce(a.reported, 0) + coalesce(a.listed, 0)";
const SORT_WORDS: Partial<Record<SortColumn, string>> = {
  owner: "owner",
  team: "team",
  costCenter: "cost_center",
  provider: "provider",
  model: "model",
};
const SEARCHED = ["owner", "team", "cost_center"];

/** Words that the order or the search needs; all others wait until the kept rows are known. */
function earlyWords(query: SpendQuery): string[] {
  const sorted = SORT_WORDS[query.sort.by];
  return [...new Set([...(sorted ? [sorted] : []), ...(query.search ? SEARCHED : [])])];
}

const ALL_INPUT = ["fresh", "cached", "write_5m", "write_1h", "write_other"];
const REST_OF_INPUT = ALL_INPUT.slice(1)
  .map((name) => `coalesce(${name}, 0)`)
  .join(" + ");
/** Measures that a sort needs of every group, and the order that is made of them. */
const SORT_MEASURES: Partial<Record<SortColumn, string[]>> = {
  requests: ["requests"],
  inputTokens: ALL_INPUT,
  outputTokens: ["output"],
  cacheHits: ALL_INPUT,
};
const laneCost = (lane: string) => `sum(${ATOM_COST}) filter (where a.tier = '${lane}')`;

function groups(query: SpendQuery): string {
  const { by } = query.sort;
  const early = [
    ...earlyWords(query).map((column) => `min(a.${column} collate "C") as early_${column}`),
    ...(SORT_MEASURES[by] ?? []).map((measure) => `sum(a.${measure}) as ${measure}`),
    ...(by === "costSync" ? [`${laneCost("sync")} as sync`] : []),
    ...(by === "costBatch" ? [`${laneCost("batch")} as batch`] : []),
  ];
  return `groups as (select ${["a.key", ...early].join(", ")}, min(a.label collate "C") as label,
    sum(${ATOM_COST}) as cost, bool_or(coalesce(a.reported, a.listed) is not null) as priced
    from atoms a group by a.key)`;
}

function named(query: SpendQuery, bind: Bind): string {
  const isEndpoint = query.groupBy === "endpoint";
  const name = isEndpoint ? "e.label" : "g.label";
  const where: string[] = [];
  if (query.minCost !== null)
    where.push(`g.priced and g.cost >= ${bind.add(String(query.minCost))}::numeric`);
  if (query.search) {
    const text = bind.add(fold(query.search));
    const places = [name, ...SEARCHED.map((column) => `g.early_${column}`)];
    where.push(`(${places.map((place) => `strpos(${folded(place)}, ${text}) > 0`).join(" or ")})`);
  }
  const key = isEndpoint ? `coalesce(e.key, '${UNASSIGNED}')` : "g.key";
  return `named as materialized (select g.*, g.key as group_key, ${key} as name_key, ${name} as name,
    ${isEndpoint ? "coalesce(e.kind_edit, e.kind, 'endpoint')" : "null::text"} as kind
    from groups g ${isEndpoint ? "left join endpoint e on e.id = g.key" : ""}
    ${where.length > 0 ? `where ${where.join(" and ")}` : ""})`;
}

/** Whatever the page: of the whole filter. A filter of rows, not of words, must be looked up in the rows. */
function totals(query: SpendQuery): string {
  const isCut = query.minCost !== null || query.search !== "";
  const within = isCut ? "where a.key in (select group_key from named)" : "";
  const sums = MEASURES.map((measure) => `sum(a.${measure}) as total_${measure}`);
  return `totals as (select (select count(*) from named) as total_groups, ${sums.join(", ")},
    ${laneCost("sync")} as total_sync, ${laneCost("batch")} as total_batch,
    array_agg(distinct coalesce(a.model, '${UNASSIGNED}')) filter (where a.unpriced > 0) as total_unpriced_models
    from atoms a ${within})`;
}

const RANKED = `ranked as (select *, row_number() over by_cost as rank,
  case when priced then sum(cost) over (by_cost rows unbounded preceding) end as cumulative from named
  window by_cost as (order by priced desc, cost desc, name collate "C" nulls last, name_key collate "C"))`;

const ORDER: Record<SortColumn, string> = {
  cost: "case when priced then cost end",
  label: folded("name"),
  owner: folded("early_owner"),
  team: folded("early_team"),
  costCenter: folded("early_cost_center"),
  provider: "early_provider",
  model: "early_model",
  costSync: "sync",
  costBatch: "batch",
  requests: "requests",
  inputTokens: `fresh + ${REST_OF_INPUT}`,
  outputTokens: "output",
  cacheHits: `cached / nullif(fresh + ${REST_OF_INPUT}, 0)`,
};

function page(query: SpendQuery, slice: Slice, bind: Bind): string {
  const { by, descending } = query.sort;
  const order = `${ORDER[by]} ${descending ? "desc" : "asc"} nulls last, rank`;
  const position = isByCost(query) ? "rank" : `row_number() over (order by ${order})`;
  const placed = `placed as (select *, ${position} as position from ranked)`;
  if ("around" in slice) {
    const place = `(select position from placed where name_key = ${bind.add(slice.around)})`;
    return `${placed}, page as materialized (select * from placed where position between ${place} - 1 and ${place} + 1)`;
  }
  const limit = `limit ${bind.add(slice.limit)} offset ${bind.add(slice.offset)}`;
  return `${placed}, page as materialized (select * from placed order by position ${limit})`;
}

const MEASURED = `measured as (select p.position as place, bool_and(a.remainder) as remainder,
  ${MEASURES.map((measure) => `sum(a.${measure}) as ${measure}`).join(", ")},
  ${laneCost("sync")} as sync, ${laneCost("batch")} as batch
  from page p join atoms a on a.key = p.group_key group by 1)`;

const only = (column: string) =>
  `case when count(distinct ${folded(`m.${column}`)}) = 1 then min(m.${column} collate "C") end as ${column}`;
/** Most expensive providers and models first; an owner, team or cost center only where there is just one. */
const MIX = `mix as (select m.position, array_agg(m.provider order by m.cost desc, m.provider) as providers,
  array_agg(m.model order by m.cost desc, m.model) as models, count(distinct ${folded("m.owner")}) as owners,
  ${["owner", "team", "cost_center"].map(only).join(", ")}
  from (select p.position, a.provider, a.model, a.owner, a.team, a.cost_center, sum(${ATOM_COST}) as cost
    from page p join atoms a on a.key = p.group_key group by 1, 2, 3, 4, 5, 6) m group by 1)`;

/**
 * Cost per day of the kept rows. A page of endpoints has few dimensions: they are found by index. A page of teams may
 * have them all: one pass over the period is cheaper then.
 */
function trend({ groupBy }: SpendQuery, slice: Slice): string {
  const isFew = (groupBy === "endpoint" || groupBy === "job") && !("limit" in slice && slice.limit > 200);
  return `kept as materialized (select p.position, w.id,
      case when w.tier in ('sync', 'batch') then w.tier else 'other' end as lane
      from page p join words w on w.key = p.group_key),
    trend as (select position, string_agg(concat(day - $2::date, lane, cost), ' ') as amounts
      from (select k.position, u.day, k.lane, (sum(${COST}) / 1000000)::bigint as cost from kept k
        join usage_day u on u.dimension_id = k.id where ${IN_PERIOD}
        ${isFew ? "and u.dimension_id = any(array(select id from kept))" : ""} group by 1, 2, 3) x group by 1)`;
}
