import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { findCacheRule } from "@/lib/stages/prices/model/cache-rules";
import { CACHE_RULES } from "@/lib/stages/prices/rate-data";
import { evidenceLines } from "./model/evidence-lines";
import { summaryOf } from "./model/summary";
import { type Assumption, decidedBy, type FitView, forecastView } from "./model/view";
import { readFitOf, readModelsOf, readOverrides } from "./store";

/** Verdict, evidence and forecast of one endpoint with their arithmetic; null while nothing was measured. */
export async function readFit(ctx: Context, name: string): Promise<FitView | null> {
  ownerScope(ctx.actor, "spend.read");
  const endpoint = await findEndpoint(ctx, name);
  const [stored, overrides] = [await readFitOf(ctx, endpoint.id), await readOverrides(ctx, endpoint.id)];
  if (!stored) return null;
  const summary = summaryOf(endpoint, stored, overrides);
  const models = await readModelsOf(ctx, endpoint.id, stored.period);
  return {
    verdict: summary.verdict,
    measured: stored.fit.verdict,
    score: stored.fit.score,
    confidence: stored.fit.confidence,
    fitShare: stored.fit.fitShare,
    reason: summary.fitReasons[0] ?? "",
    work: stored.fit.work,
    evidence: stored.evidence,
    lines: evidenceLines(stored.evidence),
    decided: decidedBy(stored),
    forecast: forecastView(stored.forecast),
    assumptions: models.flatMap(assumptionOf),
    history: overrides.map(({ verdict, reason, createdBy: by, createdAt: at, withdrawnAt }) => {
      return { verdict, reason, by, at, withdrawn: withdrawnAt !== null };
    }),
    measuredAt: stored.measuredAt,
  };
}

function assumptionOf({ provider, model }: { provider: string; model: string | null }): Assumption[] {
  const rule = model === null ? null : findCacheRule(CACHE_RULES, provider, model);
  if (!rule || model === null) return [];
  const { says, standing, source, hitRate } = rule;
  return [
    {
      provider,
      model,
      rule: rule.rule,
      says,
      standing,
      expected: Number(hitRate.expected),
      low: Number(hitRate.low),
      high: Number(hitRate.high),
      source,
    },
  ];
}
