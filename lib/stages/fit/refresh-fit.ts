import { authorise } from "@/lib/core/access";
import { type Day, daysBetween, type Period, startOf } from "@/lib/core/period";
import { type Context, inTransaction } from "@/lib/platform/context";
import { withDuck } from "@/lib/platform/duckdb";
import { relateStandingCalls } from "@/lib/stages/ledger/relate-standing-calls";
import { longContextAt } from "@/lib/stages/prices/long-context";
import { pricesOf } from "@/lib/stages/prices/override-price";
import { CACHE_RULES } from "@/lib/stages/prices/rate-data";
import { defaultPeriod } from "@/lib/stages/spend/default-period";
import { fillSummary } from "@/lib/stages/spend/fill-summary";
import { measureEvidence } from "./evidence/measure-evidence";
import { endpointForecast } from "./model/endpoint-forecast";
import { type Evidence, NOTHING } from "./model/evidence";
import type { EndpointUsage, StoredFit } from "./model/stored";
import { summaryOf } from "./model/summary";
import { judge } from "./model/verdict";
import { readAssumptions, readFingerprints, readFits, readOverrides, readUsage, saveFits } from "./store";

/**
 * Measures the endpoints whose rows changed, judges and forecasts all of them, and fills Spend's columns.
 * Safe to run twice; the second run measures nothing.
 */
export async function refreshFit(ctx: Context): Promise<{ measured: number }> {
  authorise(ctx.actor, "endpoints.write");
  const period = await defaultPeriod(ctx);
  if (!period) return { measured: 0 };
  const [fingerprints, stored] = [await readFingerprints(ctx, period), await readFits(ctx)];
  const changed = [...fingerprints]
    .filter(([id, print]) => stored.get(id)?.fingerprint !== print)
    .map(([id]) => id);
  const measured = changed.length > 0 ? await measure(ctx, period, changed) : new Map<number, Evidence>();
  const judged = await judgeAll(ctx, { period, fingerprints, stored, measured });
  const fits = new Map([...judged].map(([id, { stored }]) => [id, stored]));
  await inTransaction(ctx, async (ctx) => {
    await saveFits(ctx, period, fits, [...fingerprints.keys()]);
    const overrides = await readOverrides(ctx);
    await fillSummary(
      ctx,
      [...judged].map(([id, { key, stored }]) => summaryOf({ id, key }, stored, overrides)),
    );
  });
  return { measured: measured.size };
}

async function measure(ctx: Context, period: Period, endpointIds: number[]): Promise<Map<number, Evidence>> {
  const folder = await ctx.files.folder("spill");
  return withDuck(folder, async (duck) => {
    await relateStandingCalls(ctx, duck, { ...period, endpointIds });
    const at = noonOf(period.to);
    return measureEvidence(
      duck,
      daysBetween(period),
      (provider, model) => longContextAt(provider, model, at)?.above ?? null,
    );
  });
}

/** Prices of the period's last noon stand for the month to come. */
function noonOf(day: Day): Date {
  return new Date(startOf(day).getTime() + 12 * 3_600_000);
}

type Round = {
  period: Period;
  fingerprints: Map<number, string>;
  stored: Map<number, StoredFit>;
  measured: Map<number, Evidence>;
};

async function judgeAll(
  ctx: Context,
  round: Round,
): Promise<Map<number, { key: string; stored: StoredFit }>> {
  const [usage, assumptions, catalogue] = [
    await readUsage(ctx, round.period),
    await readAssumptions(ctx),
    await pricesOf(ctx),
  ];
  const byEndpoint = new Map<number, EndpointUsage[]>();
  for (const row of usage) byEndpoint.set(row.endpointId, [...(byEndpoint.get(row.endpointId) ?? []), row]);
  const at = noonOf(round.period.to);
  const fits = new Map<number, { key: string; stored: StoredFit }>();
  for (const [endpointId, rows] of byEndpoint) {
    const before = round.stored.get(endpointId);
    const evidence = round.measured.get(endpointId) ?? before?.evidence ?? NOTHING;
    const judged = judge(evidence, rows[0]?.label ?? "");
    const set = assumptions.get(endpointId);
    const number = (text: string | null | undefined) =>
      text === null || text === undefined ? null : Number(text);
    const assumed = { hitRate: number(set?.hitRate), tail: number(set?.tail), fit: number(set?.fit) };
    const forecast = endpointForecast({
      usage: rows,
      catalogue,
      cacheRules: CACHE_RULES,
      at,
      fitShare: judged.fitShare,
      assumed,
    });
    const judgedFit: StoredFit = {
      fingerprint: round.fingerprints.get(endpointId) ?? "",
      evidence,
      fit: {
        ...judged,
        findings: judged.findings.map((f) => ({ rule: f.rule.id, calls: f.calls, share: f.share })),
      },
      forecast,
      period: round.period,
      measuredAt: round.measured.has(endpointId) ? ctx.now() : (before?.measuredAt ?? ctx.now()),
    };
    fits.set(endpointId, { key: rows[0]?.key ?? "", stored: judgedFit });
  }
  return fits;
}
