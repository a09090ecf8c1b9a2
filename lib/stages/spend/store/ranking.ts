import type { Period } from "@/lib/core/period";
import { UNASSIGNED } from "@/lib/core/values";
import type { SortColumn, SpendQuery } from "../model/query";
import { atoms, COST, IN_PERIOD, MEASURES, words } from "./atoms";
import { conditions } from "./filters";
import { fold, folded, parameters, type Statement, statement } from "./sql";

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

/** The ranking as one statement over the daily rollup; models, owners and the trend are looked up for the kept rows alone. */
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
    TOTALS,
    RANKED,
    page(query, slice, bind),
    MIX,
    ...(withTrend ? [TREND] : []),
  ];
  return statement(
    `with ${parts.join(",\n")}
    select t.*, p.*, mix.providers, mix.models, mix.owner, mix.owners, mix.team, mix.cost_center
      ${withTrend ? ", trend.days, trend.lanes, trend.costs" : ""} ${isEndpoint ? `, ${LATER}` : ""}
    from totals t left join page p on true left join mix on mix.position = p.position
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

function groups(query: SpendQuery): string {
  return `groups as (select a.key, min(a.label collate "C") as label, bool_and(a.remainder) as remainder,
    ${MEASURES.map((measure) => `sum(a.${measure}) as ${measure}`).join(", ")},
    sum(${ATOM_COST}) as cost, sum(${ATOM_COST}) filter (where a.tier = 'sync') as sync,
    sum(${ATOM_COST}) filter (where a.tier = 'batch') as batch,
    coalesce(bool_or(coalesce(a.reported, a.listed) is not null), false) as priced
    ${earlyWords(query)
      .map((column) => `, min(a.${column} collate "C") as early_${column}`)
      .join("")}
    from atoms a group by a.key)`;
}

function named(query: SpendQuery, bind: Bind): string {
  const isEndpoint = query.groupBy === "endpoint";
  const name = isEndpoint ? "e.label" : "g.label";
  const where: string[] = [];
  if (query.minCost !== null) where.push(`g.priced and g.cost >= ${bind.add(String(query.minCost))}::numeric`);
  if (query.search) {
    const text = bind.add(fold(query.search));
    const places = [name, ...SEARCHED.map((column) => `g.early_${column}`)];
    where.push(`(${places.map((place) => `strpos(${folded(place)}, ${text}) > 0`).join(" or ")})`);
  }
  const columns = ["remainder", ...MEASURES, "cost", "sync", "batch", "priced"];
  const early = earlyWords(query).map((column) => `early_${column}`);
  return `named as materialized (select ${[...columns, ...early].map((column) => `g.${column}`).join(", ")},
    g.key as group_key, ${name} as name,
    ${isEndpoint ? `coalesce(e.key, '${UNASSIGNED}') as key, coalesce(e.kind_edit, e.kind) as kind` : "g.key, null::text as kind"}
    from groups g ${isEndpoint ? "left join endpoint e on e.id = g.key" : ""}
    ${where.length > 0 ? `where ${where.join(" and ")}` : ""})`;
}

const TOTALS = `totals as (select count(*) as total_groups,
  ${[...MEASURES, "sync", "batch"].map((measure) => `sum(${measure}) as total_${measure}`).join(", ")},
  (select array_agg(distinct coalesce(a.model, '${UNASSIGNED}')) from atoms a
    where a.unpriced > 0 and a.key in (select group_key from named)) as total_unpriced_models from named)`;

const RANKED = `ranked as (select *, row_number() over by_cost as rank,
  case when priced then sum(cost) over (by_cost rows unbounded preceding) end as cumulative from named
  window by_cost as (order by priced desc, cost desc, name collate "C" nulls last, key collate "C"))`;

const ALL_INPUT = ["cached", "write_5m", "write_1h", "write_other"].map((name) => `coalesce(${name}, 0)`).join(" + ");
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
  inputTokens: `fresh + ${ALL_INPUT}`,
  outputTokens: "output",
  cacheHits: `cached / nullif(fresh + ${ALL_INPUT}, 0)`,
};

function page({ sort }: SpendQuery, slice: Slice, bind: Bind): string {
  const order = `${ORDER[sort.by]} ${sort.descending ? "desc" : "asc"} nulls last, rank`;
  const placed = `placed as (select *, row_number() over (order by ${order}) as position from ranked)`;
  if ("around" in slice) {
    const place = `(select position from placed where key = ${bind.add(slice.around)})`;
    return `${placed}, page as materialized (select * from placed where position between ${place} - 1 and ${place} + 1)`;
  }
  const limit = `limit ${bind.add(slice.limit)} offset ${bind.add(slice.offset)}`;
  return `${placed}, page as materialized (select * from placed order by position ${limit})`;
}

const only = (column: string) =>
  `case when count(distinct ${folded(`m.${column}`)}) = 1 then min(m.${column} collate "C") end as ${column}`;
/** Most expensive providers and models first; an owner, team or cost center only where there is just one. */
const MIX = `mix as (select m.position, array_agg(m.provider order by m.cost desc, m.provider) as providers,
  array_agg(m.model order by m.cost desc, m.model) as models, count(distinct ${folded("m.owner")}) as owners,
  ${["owner", "team", "cost_center"].map(only).join(", ")}
  from (select p.position, a.provider, a.model, a.owner, a.team, a.cost_center, sum(${ATOM_COST}) as cost
    from page p join atoms a on a.key = p.group_key group by 1, 2, 3, 4, 5, 6) m group by 1)`;

const TREND = `kept as materialized (select p.position, w.id,
    case when w.tier in ('sync', 'batch') then w.tier else 'other' end as lane
    from page p join words w on w.key = p.group_key),
  trend as (select position, array_agg(day::text) as days, array_agg(lane) as lanes, array_agg(cost::text) as costs
    from (select k.position, u.day, k.lane, sum(${COST}) as cost from kept k
      join usage_day u on u.dimension_id = k.id where ${IN_PERIOD} group by 1, 2, 3) x group by 1)`;
