import type { Pool } from "pg";

/**
 * The page of ranked spend as one would write it by hand: the daily rollup joined with its words, added up per group,
 * ranked, the kept rows' models and days beside them. Plain SQL by `pg`, and nothing of ours.
 */
export function bareQuery(column: string, filter: string | null): string {
  const cost = "coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0)";
  const where = `u.organisation_id = $1 and u.day between $2 and $3${filter ? ` and ${filter} = $4` : ""}`;
  const from = `usage_day u join dimension d on d.id = u.dimension_id
    left join endpoint e on e.id = d.endpoint_id where ${where}`;
  return `with groups as (
    select ${column} as key, max(d.owner) as owner, max(d.team) as team, max(d.cost_center) as cost_center,
      sum(u.cost_reported) as reported, sum(u.cost_listed) as listed, sum(${cost}) as cost,
      sum(case when d.tier = 'sync' then ${cost} end) as cost_sync,
      sum(case when d.tier = 'batch' then ${cost} end) as cost_batch,
      sum(u.requests) as requests, sum(u.requests_unknown) as requests_unknown, sum(u.fresh_input) as input,
      sum(u.cached_input) as cached, sum(u.cache_write_5m) as write_5m, sum(u.cache_write_1h) as write_1h,
      sum(u.cache_write_other) as write_other, sum(u.output) as output, sum(u.unpriced_rows) as unpriced
    from ${from} group by ${column}),
  ranked as (
    select *, row_number() over (order by cost desc) as rank, cost / sum(cost) over () as share,
      sum(cost) over (order by cost desc rows unbounded preceding) / sum(cost) over () as cumulative_share,
      sum(cost) over () as total, count(*) over () as groups
    from groups order by cost desc limit 50),
  models as (
    select ${column} as key, array_agg(distinct d.provider) as providers, array_agg(distinct d.model) as models
    from ${from} and ${column} in (select key from ranked) group by ${column}),
  days as (
    select key, json_agg(json_build_array(day, tier, cost)) as trend from (
      select ${column} as key, u.day, d.tier, sum(${cost})::text as cost
      from ${from} and ${column} in (select key from ranked) group by ${column}, u.day, d.tier) t group by key)
  select r.*, m.providers, m.models, t.trend from ranked r
  left join models m on m.key = r.key left join days t on t.key = r.key order by r.rank`;
}

export type Question = {
  column: string;
  filter: { column: string; value: string } | null;
  from: string;
  to: string;
};

export async function readBare(pool: Pool, organisation: number, question: Question): Promise<number> {
  const { column, filter, from, to } = question;
  const text = bareQuery(column, filter?.column ?? null);
  const values = [organisation, from, to, ...(filter ? [filter.value] : [])];
  const { rows } = await pool.query({ name: `bare-${column}-${filter?.column}`, text, values });
  return rows.length;
}
