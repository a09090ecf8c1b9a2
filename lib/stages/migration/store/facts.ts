import type { Context } from "@/lib/platform/context";
import { StoredForecast } from "@/lib/stages/fit/model/stored";

export type OpenQuestion = { at: Date; owner: string };

/** The question that waits, of each endpoint that has one. */
export async function loadOpenQuestions(ctx: Context): Promise<Map<number, OpenQuestion>> {
  const rows = await ctx.db.question.findMany({
    where: { organisationId: ctx.organisation.id, status: "open" },
    select: { endpointId: true, askedAt: true, ownerEmail: true },
  });
  return new Map(rows.map((row) => [row.endpointId, { at: row.askedAt, owner: row.ownerEmail }]));
}

/** The ids of every endpoint by its key. */
export async function loadIds(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.db.endpoint.findMany({
    where: { organisationId: ctx.organisation.id },
    select: { id: true, key: true },
  });
  return new Map(rows.map((row) => [row.key, row.id]));
}

export async function loadNames(
  ctx: Context,
  endpointIds: number[],
): Promise<Map<number, { key: string; label: string }>> {
  const rows = await ctx.db.endpoint.findMany({
    where: { organisationId: ctx.organisation.id, id: { in: endpointIds } },
    select: { id: true, key: true, label: true },
  });
  return new Map(rows.map(({ id, key, label }) => [id, { key, label }]));
}

/** What Spend shows as verdict and stage now, of the endpoints of the default period. */
export async function loadShown(ctx: Context) {
  const rows = await ctx.db.endpointSummary.findMany({
    where: { organisationId: ctx.organisation.id, period: "default", rank: { gt: 0 }, endpointId: { gt: 0 } },
    select: { endpointId: true, key: true, verdict: true, stage: true },
  });
  return rows;
}

/** What fit forecasts; what an earlier version wrote in another shape is not known. */
export async function loadForecasts(
  ctx: Context,
  endpointIds: number[],
): Promise<Map<number, StoredForecast>> {
  const rows = await ctx.db.endpointFit.findMany({
    where: { organisationId: ctx.organisation.id, endpointId: { in: endpointIds } },
    select: { endpointId: true, forecast: true },
  });
  return new Map(
    rows.flatMap(({ endpointId, forecast }) => {
      const known = StoredForecast.safeParse(forecast);
      return known.success ? [[endpointId, known.data] as const] : [];
    }),
  );
}
