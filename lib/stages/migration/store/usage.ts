import type { Day, Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { Scope } from "@/lib/stages/questions/model/scope";
import type { WatchedUsage } from "../model/regression";

type Row = { day: Day; job: string | null; sync: string; batch: string; of_clients: number | null };

const CLIENT_COLUMNS = {
  browser: "u.client_browser",
  server: "u.client_server",
  cron: "u.client_cron",
  workflow: "u.client_workflow",
  unknown: `greatest(0, u.requests - coalesce(u.client_browser, 0) - coalesce(u.client_server, 0)
    - coalesce(u.client_cron, 0) - coalesce(u.client_workflow, 0))`,
} as const;
const COST = "coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0)";
const IS_SYNC = "d.tier = 'sync'";

/** Daily cost of an endpoint's jobs by lane. What a rule asks and the rows do not tell counts as outside of it. */
export async function loadWatchedUsage(
  ctx: Context,
  endpointId: number,
  { period, scope }: { period: Period; scope: Scope | null },
): Promise<WatchedUsage[]> {
  const classes = scope?.clientClasses;
  const admitted = classes?.map((name) => `coalesce(${CLIENT_COLUMNS[name]}, 0)`).join(" + ") ?? "u.requests";
  const { rows } = await ctx.pool.query<Row>(
    `select u.day, d.job,
       coalesce(sum(${COST}) filter (where ${IS_SYNC}), 0)::text as sync,
       coalesce(sum(${COST}) filter (where d.tier = 'batch'), 0)::text as batch,
       (sum(${admitted}) filter (where ${IS_SYNC}) / nullif(sum(u.requests) filter (where ${IS_SYNC}), 0))::float8 as of_clients
     from usage_day u join dimension d on d.id = u.dimension_id
     where u.organisation_id = $1 and d.endpoint_id = $2 and u.day between $3 and $4
     group by u.day, d.job order by u.day, d.job`,
    [ctx.organisation.id, endpointId, period.from, period.to],
  );
  const hours = scope?.hours ? await loadHourShares(ctx, endpointId, { period, hours: scope.hours }) : null;
  return rows.map((row) => ({
    day: row.day,
    job: row.job,
    sync: BigInt(row.sync),
    batch: BigInt(row.batch),
    inHours: hours ? (hours.get(`${row.day} ${row.job ?? ""}`) ?? 0) : 1,
    ofClients: classes ? Math.min(1, row.of_clients ?? 0) : 1,
  }));
}

/** Which part of a day's sync cost of a job fell into the hours; of facts that know no hour, none. */
async function loadHourShares(
  ctx: Context,
  endpointId: number,
  { period, hours }: { period: Period; hours: number[] },
): Promise<Map<string, number>> {
  const cost = "coalesce(u.cost_reported, u.cost_list, 0)";
  const { rows } = await ctx.pool.query<{ day: Day; job: string | null; share: number | null }>(
    `select u.day, d.job,
       (coalesce(sum(${cost}) filter (where u.bucket_seconds <= 3600
         and extract(hour from u.bucket_start at time zone 'UTC') = any($5::int[])), 0)::numeric
        / nullif(sum(${cost}), 0))::float8 as share
     from usage_hour u join dimension d on d.id = u.dimension_id
     where u.organisation_id = $1 and d.endpoint_id = $2 and u.day between $3 and $4 and ${IS_SYNC}
     group by u.day, d.job`,
    [ctx.organisation.id, endpointId, period.from, period.to, hours],
  );
  return new Map(rows.map(({ day, job, share }) => [`${day} ${job ?? ""}`, share ?? 0]));
}
