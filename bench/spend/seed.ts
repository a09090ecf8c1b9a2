import type { Client } from "pg";

export const ENDPOINTS = 1000;
export const LAST_DAY = "2025-11-30";
const HOURS = 720;

/**
 * One organisation with `endpoints` × 2 models × 720 hours of rollup rows and the daily rollup derived from them,
 * all made inside Postgres. Answers its id.
 */
export async function seed(client: Client, endpoints = ENDPOINTS): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    "insert into organisation (slug, name) values ('bench', 'Bench') on conflict (slug) do update set name = 'Bench' returning id",
  );
  const organisation = rows[0]?.id ?? 0;
  await client.query(
    "insert into source (organisation_id, format, name, kind) values ($1, 'offpeak', 'bench', 'gateway') on conflict do nothing",
    [organisation],
  );
  await client.query(ENDPOINT_ROWS, [organisation, endpoints]);
  await client.query(DIMENSION_ROWS, [organisation]);
  await client.query(HOUR_ROWS, [organisation, HOURS, LAST_DAY]);
  await client.query(DAY_ROWS, [organisation]);
  await client.query("update organisation set ledger_version = 1, summary_version = -1 where id = $1", [
    organisation,
  ]);
  for (const table of ["endpoint", "dimension", "usage_hour", "usage_day"])
    await client.query(`vacuum analyze ${table}`);
  return organisation;
}

const ENDPOINT_ROWS = `
insert into endpoint (organisation_id, key, label, folded, kind)
select $1, 'e' || n, 'area-' || n % 37 || '/Job ' || n, 'area-' || n % 37 || '/job ' || n, 'endpoint'
from generate_series(1, $2::int) n`;

const DIMENSION_ROWS = `
insert into dimension (organisation_id, source_id, hash, endpoint_raw, provider, model, tier, job, owner, team, cost_center, endpoint_id)
select $1, (select id from source where organisation_id = $1 limit 1), md5(e.key || '-' || m), e.label,
  (array['openai', 'anthropic', 'bedrock', 'vertex'])[1 + (e.id + m) % 4],
  'model-' || (e.id * 2 + m) % 20,
  case when m = 1 then 'sync' when e.id % 3 = 0 then 'batch' else 'sync' end,
  case when m = 1 then 'nightly ' || e.id % 50 end,
  case when e.id % 11 > 0 then 'Person' || e.id % 60 || '@example.com' end,
  'Team ' || e.id % 12, 'CC-' || 1000 + e.id % 60, e.id
from endpoint e, generate_series(1, 2) m where e.organisation_id = $1`;

// Costs fall off with the rank (zipf), so that the first ten pay most of the bill.
const HOUR_ROWS = `
insert into usage_hour (organisation_id, source_id, day, dimension_id, bucket_start, bucket_seconds, reported, rows,
  requests, fresh_input, cached_input, cache_write_5m, output, cost_reported)
select $1, d.source_id, t.at::date, d.id, t.at, 3600, true, 20, 20,
  40000 + (d.id * 7919 + t.h * 104729) % 9000, 12000 + (d.id * 31 + t.h) % 500, 300, 6000 + (d.id + t.h * 17) % 700,
  (40000000000000 / (1 + (d.id * 7919) % 1999))::bigint + (d.id * 7919 + t.h * 104729) % 1000003
from dimension d
cross join (select h, ($3::date + 1)::timestamp at time zone 'UTC' - make_interval(hours => $2 - h) as at
  from generate_series(0, $2 - 1) h) t
where d.organisation_id = $1`;

const DAY_ROWS = `
insert into usage_day (organisation_id, day, dimension_id, remainder, rows, requests, requests_unknown, fresh_input,
  cached_input, cache_write_5m, output, cost_reported, cost_list, unpriced_rows)
select organisation_id, day, dimension_id, false, sum(rows), sum(requests), 0, sum(fresh_input), sum(cached_input),
  sum(cache_write_5m), sum(output), sum(cost_reported), sum(cost_reported), 0
from usage_hour where organisation_id = $1 group by organisation_id, day, dimension_id
order by day, dimension_id`;
