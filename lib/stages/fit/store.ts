import { dayOf, type Period, startOf } from "@/lib/core/period";
import { VERDICTS } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { Evidence } from "./model/evidence";
import { type EndpointUsage, StoredFit, StoredForecast } from "./model/stored";

/**
 * One text per endpoint that changes with anything the period's ledger says of it, its daily rows and the imports that
 * brought its words, and with the way of `reading` them. What did not change is not measured again.
 */
export async function readFingerprints(
  ctx: Context,
  period: Period,
  reading: string,
): Promise<Map<number, string>> {
  const { rows } = await ctx.pool.query<{ endpoint_id: number; fingerprint: string }>(
    `with daily as (
       select d.endpoint_id, sum(hashtextextended(u::text, 0)::numeric) as sum, count(*) as n
       from usage_day u join dimension d on d.id = u.dimension_id
       where u.organisation_id = $1 and u.day between $2 and $3 and d.endpoint_id is not null group by 1
     ), brought as (
       select d.endpoint_id, string_agg(distinct i.import_id, ',' order by i.import_id) as imports
       from import_dimension i join dimension d on d.id = i.dimension_id
       where d.organisation_id = $1 and d.endpoint_id is not null group by 1
     )
     select endpoint_id, md5(concat_ws('|', sum, n, imports, $2::text, $3::text, $4::text)) as fingerprint
     from daily left join brought using (endpoint_id)`,
    [ctx.organisation.id, period.from, period.to, reading],
  );
  return new Map(rows.map((row) => [row.endpoint_id, row.fingerprint]));
}

/** Usage of the period per endpoint, provider, model and tier, as the ledger counts it. */
export async function readUsage(ctx: Context, period: Period): Promise<EndpointUsage[]> {
  const { rows } = await ctx.pool.query<EndpointUsage>(
    `select d.endpoint_id as "endpointId", e.label, e.key, d.provider, d.model, d.tier,
       sum(coalesce(u.fresh_input, 0))::text as "freshInput", sum(coalesce(u.cached_input, 0))::text as "cachedInput",
       sum(coalesce(u.cache_write_5m, 0))::text as "cacheWrite5m", sum(coalesce(u.cache_write_1h, 0))::text as "cacheWrite1h",
       sum(coalesce(u.cache_write_other, 0))::text as "cacheWriteOther", sum(coalesce(u.output, 0))::text as output,
       case when bool_or(u.cost_reported is not null or u.cost_listed is not null)
         then sum(coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0))::text end as cost,
       sum(u.unpriced_rows)::text as "unpricedRows"
     from usage_day u join dimension d on d.id = u.dimension_id join endpoint e on e.id = d.endpoint_id
     where u.organisation_id = $1 and u.day between $2 and $3 group by 1, 2, 3, 4, 5, 6 order by 1, 4, 5, 6`,
    [ctx.organisation.id, period.from, period.to],
  );
  return rows;
}

export async function readFits(ctx: Context): Promise<Map<number, StoredFit>> {
  const rows = await ctx.db.endpointFit.findMany({ where: { organisationId: ctx.organisation.id } });
  return new Map(rows.map((row) => [row.endpointId, storedFit(row)]));
}

export async function readFitOf(ctx: Context, endpointId: number): Promise<StoredFit | null> {
  const where = { organisationId_endpointId: { organisationId: ctx.organisation.id, endpointId } };
  const row = await ctx.db.endpointFit.findUnique({ where });
  return row && storedFit(row);
}

type Row = {
  evidence: unknown;
  fit: unknown;
  forecast: unknown;
  fingerprint: string;
  from: Date;
  to: Date;
  measuredAt: Date;
};

function storedFit(row: Row): StoredFit {
  return {
    ...StoredFit.parse({ ...row, evidence: Evidence.parse(row.evidence) }),
    forecast: StoredForecast.parse(row.forecast),
    period: { from: dayOf(row.from), to: dayOf(row.to) },
    measuredAt: row.measuredAt,
  };
}

/** Replaces the given endpoints and drops those that have no usage any more, in one statement each. */
export async function saveFits(
  ctx: Context,
  period: Period,
  fits: Map<number, StoredFit>,
  keep: number[],
): Promise<void> {
  const organisationId = ctx.organisation.id;
  await ctx.db.endpointFit.deleteMany({
    where: {
      organisationId,
      OR: [{ endpointId: { in: [...fits.keys()] } }, { endpointId: { notIn: keep } }],
    },
  });
  await ctx.db.endpointFit.createMany({
    data: [...fits].map(([endpointId, stored]) => ({
      organisationId,
      endpointId,
      from: startOf(period.from),
      to: startOf(period.to),
      fingerprint: stored.fingerprint,
      evidence: stored.evidence,
      fit: stored.fit,
      forecast: stored.forecast,
      measuredAt: stored.measuredAt,
    })),
  });
}

/** Newest first; a word that is no verdict any more is left out. */
export async function readOverrides(ctx: Context, endpointId?: number) {
  const rows = await ctx.db.fitOverride.findMany({
    where: { organisationId: ctx.organisation.id, ...(endpointId !== undefined && { endpointId }) },
    orderBy: { id: "desc" },
  });
  return rows.flatMap((row) => {
    const verdict = VERDICTS.find((known) => known === row.verdict);
    return verdict ? [{ ...row, verdict }] : [];
  });
}

export async function withdrawOverrides(ctx: Context, endpointId: number): Promise<void> {
  await ctx.db.fitOverride.updateMany({
    where: { organisationId: ctx.organisation.id, endpointId, withdrawnAt: null },
    data: { withdrawnAt: ctx.now() },
  });
}

export async function saveVerdictOverride(
  ctx: Context,
  endpointId: number,
  verdict: string,
  reason: string,
): Promise<void> {
  await ctx.db.fitOverride.create({
    data: {
      organisationId: ctx.organisation.id,
      endpointId,
      verdict,
      reason,
      createdBy: ctx.actor.email ?? ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
}

export async function readAssumptions(ctx: Context) {
  const rows = await ctx.db.forecastAssumption.findMany({ where: { organisationId: ctx.organisation.id } });
  return new Map(rows.map((row) => [row.endpointId, row]));
}

export async function saveAssumption(
  ctx: Context,
  endpointId: number,
  shares: { hitRate: string | null; tail: string | null; fit: string | null },
): Promise<void> {
  const data = { ...shares, changedBy: ctx.actor.email ?? ctx.actor.name, changedAt: ctx.now() };
  await ctx.db.forecastAssumption.upsert({
    where: { organisationId_endpointId: { organisationId: ctx.organisation.id, endpointId } },
    create: { ...data, organisationId: ctx.organisation.id, endpointId },
    update: data,
  });
}

/** Providers and models of an endpoint's sync traffic in the period, the most expensive first. */
export async function readModelsOf(
  ctx: Context,
  endpointId: number,
  period: Period,
): Promise<{ provider: string; model: string | null }[]> {
  const { rows } = await ctx.pool.query<{ provider: string; model: string | null }>(
    `select d.provider, d.model from usage_day u join dimension d on d.id = u.dimension_id
     where u.organisation_id = $1 and d.endpoint_id = $2 and u.day between $3 and $4 and d.tier = 'sync'
     group by 1, 2 order by sum(coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0)) desc`,
    [ctx.organisation.id, endpointId, period.from, period.to],
  );
  return rows;
}

export type FitByKey = { realised: bigint | null; fitShare: number | null };

/** What was saved already and what can wait, by the endpoint's key. */
export async function readFitsByKey(ctx: Context): Promise<Map<string, FitByKey>> {
  const { rows } = await ctx.pool.query<{ key: string; realised: string | null; share: number | null }>(
    `select e.key, f.forecast ->> 'realised' as realised, (f.fit ->> 'fitShare')::float8 as share
     from endpoint_fit f join endpoint e on e.id = f.endpoint_id where f.organisation_id = $1`,
    [ctx.organisation.id],
  );
  return new Map(
    rows.map(({ key, realised, share }) => [
      key,
      { realised: realised === null ? null : BigInt(realised), fitShare: share },
    ]),
  );
}

/**
 * Output of an endpoint's calls in the period that was last measured: the mean where number and output are both known, and
 * the 99th of a hundred where single calls were seen.
 */
export async function readOutput(
  { pool, organisation }: Context,
  endpointId: number,
): Promise<{ mean: number; p99: number | null; calls: number } | null> {
  const { rows } = await pool.query<{ output: number | null; calls: number | null; p99: number | null }>(
    `select sum(u.output)::float8 as output, sum(u.requests)::float8 as calls,
       min((f.evidence ->> 'outputP99')::float8) as p99
     from endpoint_fit f join dimension d on d.endpoint_id = f.endpoint_id
     join usage_day u on u.dimension_id = d.id and u.organisation_id = $1 and u.day between f.from_day and f.to_day
     where f.organisation_id = $1 and f.endpoint_id = $2
       and u.output is not null and u.requests > 0 and u.requests_unknown = 0`,
    [organisation.id, endpointId],
  );
  const { output = null, calls = null, p99 = null } = rows[0] ?? {};
  return output !== null && calls ? { mean: output / calls, calls, p99 } : null;
}
