import { isDeepStrictEqual } from "node:util";
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
import { EVIDENCE_READING } from "./evidence/reading";
import { type Evidence, NOTHING } from "./model/evidence";
import { judgeEndpoint } from "./model/judge-endpoint";
import type { EndpointUsage, StoredFit } from "./model/stored";
import { overrideOf, summaryOf } from "./model/summary";
import { readAssumptions, readFingerprints, readFits, readOverrides, readUsage, saveFits } from "./store";

/**
 * Measures the endpoints whose rows changed, judges and forecasts all of them, and fills Spend's columns.
 * Safe to run twice; the second run measures nothing and keeps what stands.
 */
export async function refreshFit(ctx: Context): Promise<{ measured: number }> {
  authorise(ctx.actor, "endpoints.write");
  const period = await defaultPeriod(ctx);
  if (!period) return { measured: 0 };
  const fingerprints = await readFingerprints(ctx, period, EVIDENCE_READING);
  const stored = await readFits(ctx);
  const changed = [...fingerprints]
    .filter(([id, print]) => stored.get(id)?.fingerprint !== print)
    .map(([id]) => id);
  const measured = changed.length > 0 ? await measure(ctx, period, changed) : new Map<number, Evidence>();
  const overrides = await readOverrides(ctx);
  const judged = await judgeAll(ctx, { period, fingerprints, stored, measured, overrides });
  const fresh = [...judged].filter(([id, { fit }]) => !isDeepStrictEqual(fit, stored.get(id)));
  await inTransaction(ctx, async (ctx) => {
    await saveFits(ctx, period, new Map(fresh.map(([id, { fit }]) => [id, fit])), [...fingerprints.keys()]);
    await fillSummary(
      ctx,
      [...judged].map(([id, { key, fit }]) => summaryOf({ id, key }, fit, overrides)),
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
  overrides: Awaited<ReturnType<typeof readOverrides>>;
};

async function judgeAll(ctx: Context, round: Round): Promise<Map<number, { key: string; fit: StoredFit }>> {
  const [usage, assumptions, catalogue] = [
    await readUsage(ctx, round.period),
    await readAssumptions(ctx),
    await pricesOf(ctx),
  ];
  const at = noonOf(round.period.to);
  const fits = new Map<number, { key: string; fit: StoredFit }>();
  for (const [id, rows] of byEndpoint(usage)) {
    const before = round.stored.get(id);
    const evidence = round.measured.get(id) ?? before?.evidence ?? NOTHING;
    const judged = judgeEndpoint({
      evidence,
      usage: rows,
      assumed: assumptions.get(id),
      overridden: overrideOf(round.overrides, id)?.verdict ?? null,
      catalogue,
      cacheRules: CACHE_RULES,
      longRates: (provider, model) => longContextAt(provider, model, at),
      at,
    });
    const fit: StoredFit = {
      fingerprint: round.fingerprints.get(id) ?? "",
      evidence,
      ...judged,
      period: round.period,
      measuredAt: round.measured.has(id) ? ctx.now() : (before?.measuredAt ?? ctx.now()),
    };
    fits.set(id, { key: rows[0]?.key ?? "", fit });
  }
  return fits;
}

function byEndpoint(usage: readonly EndpointUsage[]): Map<number, EndpointUsage[]> {
  const groups = new Map<number, EndpointUsage[]>();
  for (const row of usage) {
    const group = groups.get(row.endpointId);
    if (group) group.push(row);
    else groups.set(row.endpointId, [row]);
  }
  return groups;
}
