import type { Verdict } from "@/lib/core/values";
import { evidenceSigns } from "./evidence-lines";
import type { StoredFit } from "./stored";

type Override = { endpointId: number; verdict: Verdict; reason: string; withdrawnAt: Date | null };

export type FitSummary = {
  key: string;
  verdict: Verdict;
  score: number;
  /** The one reason, then what was seen. */
  fitReasons: string[];
  forecastSaving: bigint | null;
  realisedSaving: bigint | null;
};

/** The latest override that is not withdrawn, if any; `overrides` newest first. */
export function overrideOf<O extends Override>(overrides: readonly O[], endpointId: number): O | null {
  return overrides.find((o) => o.endpointId === endpointId && o.withdrawnAt === null) ?? null;
}

/**
 * What the row of Spend shows: a person's verdict over the measured one, and a measured one that batch prices
 * contradict turned to "stays sync", since moving would cost more.
 */
export function summaryOf(
  endpoint: { id: number; key: string },
  stored: StoredFit,
  overrides: readonly Override[],
): FitSummary {
  const override = overrideOf(overrides, endpoint.id);
  const overridden = override?.verdict;
  const saving = BigInt(stored.forecast.saving);
  const realised = stored.forecast.realised === null ? null : BigInt(stored.forecast.realised);
  const costsMore = saving < 0n && !overridden;
  const measured: Verdict =
    costsMore && stored.fit.verdict !== "not-enough-data" ? "stays-sync" : stored.fit.verdict;
  const verdict = overridden ?? measured;
  const waits = verdict === "good" || verdict === "partial";
  return {
    key: endpoint.key,
    verdict,
    score: stored.fit.score,
    fitReasons: [
      override?.reason ?? (costsMore ? "Batch would cost more than sync" : stored.fit.reason),
      ...evidenceSigns(stored.evidence),
    ],
    forecastSaving: waits ? saving + (realised ?? 0n) + BigInt(stored.forecast.due) : null,
    realisedSaving: realised,
  };
}
