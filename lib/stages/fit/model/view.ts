import type { Verdict } from "@/lib/core/values";
import type { CacheRule } from "@/lib/stages/prices/model/cache-rules";
import type { Evidence } from "./evidence";
import type { EvidenceLine } from "./evidence-lines";
import type { StoredFit, StoredForecast } from "./stored";
import { RULES, type Rule, type Work } from "./verdict";

export type DecidedBy = {
  id: string;
  says: string;
  kind: Rule["kind"];
  weight: number;
  calls: number;
  share: number;
};
export type VerdictWord = { verdict: Verdict; reason: string; by: string; at: Date; withdrawn: boolean };

/** What a rule of the provider assumes of this endpoint's forecast, and where it says so. */
export type Assumption = {
  provider: string;
  model: string;
  rule: CacheRule["rule"];
  says: string;
  standing: CacheRule["standing"];
  expected: number;
  low: number;
  high: number;
  source: CacheRule["source"];
};

/** Bigint twin of what is stored, for pages. */
export type ForecastView = {
  steps: Record<keyof StoredForecast["steps"], bigint>;
  saving: bigint;
  range: { low: bigint; high: bigint };
  flexSaving: bigint | null;
  byClass: { tokenClass: string; sync: bigint; batch: bigint }[];
  batchAtSync: bigint | null;
  realised: bigint | null;
  due: bigint;
  missing: string[];
  assumed: { hitRate: number | null; tail: number; fit: number };
};

export type FitView = {
  verdict: Verdict;
  /** What was measured, also where a person said otherwise. */
  measured: Verdict;
  score: number;
  confidence: number;
  fitShare: number | null;
  reason: string;
  work: Work | null;
  evidence: Evidence;
  lines: EvidenceLine[];
  decided: DecidedBy[];
  forecast: ForecastView;
  assumptions: Assumption[];
  history: VerdictWord[];
  measuredAt: Date;
};

export function forecastView(stored: StoredForecast): ForecastView {
  const { steps, range } = stored;
  return {
    steps: {
      withoutCache: BigInt(steps.withoutCache),
      cache: BigInt(steps.cache),
      sync: BigInt(steps.sync),
      discount: BigInt(steps.discount),
      fewerHits: BigInt(steps.fewerHits),
      forecast: BigInt(steps.forecast),
    },
    saving: BigInt(stored.saving),
    range: { low: BigInt(range.low), high: BigInt(range.high) },
    flexSaving: stored.flexSaving === null ? null : BigInt(stored.flexSaving),
    byClass: Object.entries(stored.byClass).map(([tokenClass, { sync, batch }]) => ({
      tokenClass,
      sync: BigInt(sync),
      batch: BigInt(batch),
    })),
    batchAtSync: stored.batchAtSync === null ? null : BigInt(stored.batchAtSync),
    realised: stored.realised === null ? null : BigInt(stored.realised),
    due: BigInt(stored.due),
    missing: stored.missing,
    assumed: stored.assumptions,
  };
}

export function decidedBy(stored: StoredFit): DecidedBy[] {
  return stored.fit.findings.flatMap(({ rule: id, calls, share }) => {
    const rule = RULES.find((known) => known.id === id);
    return rule ? [{ id, says: rule.says, kind: rule.kind, weight: rule.weight, calls, share }] : [];
  });
}
