import { DOLLAR } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { type Evidence, NOTHING } from "@/lib/stages/fit/model/evidence";
import type { StoredForecast } from "@/lib/stages/fit/model/stored";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { seedUsage } from "./seed-usage";

export const usd = (dollars: number) => BigInt(dollars) * DOLLAR;

/** Endpoints with an owner and what they cost in the default period, ranked. */
export async function seedEndpoints(
  ctx: Context,
  endpoints: { label: string; owner: string | null; cost: number; job?: string; calls?: bigint | null }[],
): Promise<void> {
  await seedUsage(
    ctx,
    endpoints.map(({ label, owner, cost, job, calls = 10n }) => ({
      day: "2025-11-30",
      endpoint: label,
      owner,
      job: job ?? null,
      reported: usd(cost),
      requests: calls,
      requestsUnknown: calls === null ? 1n : 0n,
    })),
  );
  await refreshSummary(ctx);
}

export const FORECAST: StoredForecast = {
  steps: {
    withoutCache: usd(30_000).toString(),
    cache: usd(-5684).toString(),
    sync: usd(24_316).toString(),
    discount: usd(-12_158).toString(),
    fewerHits: usd(1231).toString(),
    forecast: usd(13_389).toString(),
  },
  saving: usd(10_927).toString(),
  range: { low: usd(10_000).toString(), high: usd(12_158).toString() },
  flexSaving: null,
  byClass: Object.fromEntries(
    ["freshInput", "cachedInput", "cacheWrite5m", "cacheWrite1h", "cacheWriteOther", "output"].map((name) => [
      name,
      { sync: "0", batch: "0" },
    ]),
  ) as StoredForecast["byClass"],
  batchAtSync: null,
  realised: null,
  due: "0",
  missing: [],
  assumptions: { hitRate: null, tail: 0, fit: 1 },
};

/** What the nights of `support/ticket-summaries` look like. */
export const QUIET_EVIDENCE: Evidence = {
  ...NOTHING,
  calls: 1000,
  rows: 1000,
  requestLevelShare: 1,
  days: 30,
  streamed: { share: 0, calls: 1000 },
  chained: { share: 0, calls: 1000 },
  webhook: { share: 0, calls: 1000 },
  hoursOfWeek: Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 22 || hour % 24 < 6 ? 9 : 1)),
  clients: { browser: 0, server: 200, cron: 800, workflow: 0, unknown: 0 },
  readAfterSeconds: { p50: 26_400, p95: 40_000, calls: 900 },
  causes: { "read-later": 900, "scheduled-client": 100 },
};

/** Says what the fit stage would have measured of an endpoint. */
export async function seedFit(
  ctx: Context,
  label: string,
  fit: { verdict?: string; fitShare?: number; evidence?: Evidence; forecast?: StoredForecast } = {},
): Promise<void> {
  const { verdict = "good", fitShare = 1, evidence = QUIET_EVIDENCE, forecast = FORECAST } = fit;
  const organisationId = ctx.organisation.id;
  const endpoint = await ctx.db.endpoint.findFirstOrThrow({
    where: { organisationId, folded: label.toLowerCase() },
  });
  const data = {
    from: new Date("2025-11-01"),
    to: new Date("2025-11-30"),
    fingerprint: "seeded",
    evidence,
    fit: { verdict, score: 1, confidence: 1, fitShare, reason: "Read hours later", work: null, findings: [] },
    forecast,
    measuredAt: ctx.now(),
  };
  await ctx.db.endpointFit.upsert({
    where: { organisationId_endpointId: { organisationId, endpointId: endpoint.id } },
    create: { ...data, organisationId, endpointId: endpoint.id },
    update: data,
  });
  await ctx.db.endpointSummary.updateMany({
    where: { organisationId, endpointId: endpoint.id },
    data: { verdict, forecastSaving: BigInt(forecast.saving) },
  });
}
