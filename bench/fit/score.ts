import type { Label } from "./labels/label";

export const VERDICT_WORDS = ["good", "partial", "stays-sync", "not-enough-data"] as const;

export type Scored = { label: Label; verdict: string };
export type Score = {
  endpoints: number;
  vetoRecall: number;
  goodFitPrecision: number;
  goodFitRecall: number;
  /** labelled verdict → given verdict → endpoints */
  confusion: Record<string, Record<string, number>>;
};

/** Compares what was given with what was labelled. A ratio over nothing is 1: nothing was wrong. */
export function score(rows: readonly Scored[]): Score {
  const confusion: Score["confusion"] = {};
  for (const labelled of VERDICT_WORDS) {
    confusion[labelled] = {};
    for (const given of VERDICT_WORDS)
      confusion[labelled][given] = rows.filter(
        (row) => row.label.verdict === labelled && row.verdict === given,
      ).length;
  }
  const at = (labelled: string, given: string) => confusion[labelled]?.[given] ?? 0;
  const of = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  const labelled = (word: string) => rows.filter((row) => row.label.verdict === word).length;
  const given = (word: string) => rows.filter((row) => row.verdict === word).length;
  return {
    endpoints: rows.length,
    vetoRecall: of(at("stays-sync", "stays-sync"), labelled("stays-sync")),
    goodFitPrecision: of(at("good", "good"), given("good")),
    goodFitRecall: of(at("good", "good"), labelled("good")),
    confusion,
  };
}
