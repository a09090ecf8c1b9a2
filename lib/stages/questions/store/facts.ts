import type { Context } from "@/lib/platform/context";
import { Evidence } from "@/lib/stages/fit/model/evidence";
import { StoredForecast } from "@/lib/stages/fit/model/stored";
import type { EndpointFacts, JobUse } from "../model/facts";

type Row = {
  endpointId: number;
  key: string;
  evidence: unknown;
  forecast: unknown;
  verdict: string | null;
  fitShare: number | null;
  stage: string | null;
};

/** What fit measured and spend shows of endpoints. What an earlier version measured in another shape is not known. */
export async function loadFacts(ctx: Context, endpointIds: number[]): Promise<Map<number, EndpointFacts>> {
  const { rows } = await ctx.pool.query<Row>(
    `select e.id as "endpointId", e.key, f.evidence, f.forecast, coalesce(s.verdict, f.fit->>'verdict') as verdict,
       (f.fit->>'fitShare')::float8 as "fitShare", s.stage
     from endpoint e
     left join endpoint_fit f on f.organisation_id = e.organisation_id and f.endpoint_id = e.id
     left join endpoint_summary s on s.organisation_id = e.organisation_id and s.endpoint_id = e.id
       and s.period = 'default' and s.rank > 0
     where e.organisation_id = $1 and e.id = any($2)`,
    [ctx.organisation.id, endpointIds],
  );
  return new Map(
    rows.map(({ endpointId, evidence, forecast, ...row }) => [
      endpointId,
      {
        ...row,
        evidence: Evidence.nullable().catch(null).parse(evidence),
        forecast: StoredForecast.nullable().catch(null).parse(forecast),
      },
    ]),
  );
}

/** The ids of endpoints by their keys. */
export async function loadIds(ctx: Context, keys: string[]): Promise<Map<string, number>> {
  const rows = await ctx.db.endpoint.findMany({
    where: { organisationId: ctx.organisation.id, key: { in: keys } },
    select: { id: true, key: true },
  });
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** The keys of endpoints by their ids. */
export async function loadKeys(ctx: Context, ids: number[]): Promise<Map<number, string>> {
  const rows = await ctx.db.endpoint.findMany({
    where: { organisationId: ctx.organisation.id, id: { in: ids } },
    select: { id: true, key: true },
  });
  return new Map(rows.map((row) => [row.id, row.key]));
}

/** Cost and calls of each job of an endpoint in a period, the most expensive first; calls are null where some are unknown. */
export async function loadJobs(
  ctx: Context,
  endpointId: number,
  period: { from: string; to: string },
): Promise<JobUse[]> {
  const { rows } = await ctx.pool.query<{ job: string; cost: string; calls: string | null }>(
    `select d.job, sum(coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0))::text as cost,
       case when sum(u.requests_unknown) = 0 then sum(u.requests)::text end as calls
     from usage_day u join dimension d on d.id = u.dimension_id
     where u.organisation_id = $1 and d.endpoint_id = $2 and u.day between $3 and $4 and d.job is not null
     group by d.job order by sum(coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0)) desc limit 50`,
    [ctx.organisation.id, endpointId, period.from, period.to],
  );
  return rows.map(({ job, cost, calls }) => ({
    job,
    cost: BigInt(cost),
    calls: calls === null ? null : BigInt(calls),
  }));
}
