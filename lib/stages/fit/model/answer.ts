import { z } from "zod";
import { toDecimal, toDecimalOrNull } from "@/lib/core/money";
import { VERDICTS } from "@/lib/core/values";
import { Evidence } from "./evidence";
import type { FitView } from "./view";

const Money = z.string();

/** What `GET /endpoints/{key}` tells as `evidence`: the verdict with its arithmetic; null until something was measured. */
export const FitAnswer = z.object({
  verdict: z.enum(VERDICTS),
  measured: z.enum(VERDICTS),
  score: z.number(),
  confidence: z.number(),
  fitShare: z.number().nullable(),
  reason: z.string(),
  work: z.string().nullable(),
  rules: z.array(
    z.object({
      id: z.string(),
      says: z.string(),
      kind: z.string(),
      weight: z.number(),
      calls: z.number(),
      share: z.number(),
    }),
  ),
  seen: Evidence,
  forecast: z.object({
    withoutCache: Money,
    cache: Money,
    sync: Money,
    discount: Money,
    fewerHits: Money,
    forecast: Money,
    saving: Money,
    savingLow: Money,
    savingHigh: Money,
    flexSaving: Money.nullable(),
    realised: Money.nullable(),
    missing: z.array(z.string()),
    assumed: z.object({ hitRate: z.number().nullable(), tail: z.number(), fit: z.number() }),
  }),
});
export type FitAnswer = z.infer<typeof FitAnswer>;

export function fitAnswer(fit: FitView | null): FitAnswer | null {
  if (!fit) return null;
  const { steps, range, saving, flexSaving, realised, missing, assumed } = fit.forecast;
  const { verdict, measured, score, confidence, fitShare, reason, work, evidence } = fit;
  return {
    ...{ verdict, measured, score, confidence, fitShare, reason, work },
    rules: fit.decided,
    seen: evidence,
    forecast: {
      withoutCache: toDecimal(steps.withoutCache),
      cache: toDecimal(steps.cache),
      sync: toDecimal(steps.sync),
      discount: toDecimal(steps.discount),
      fewerHits: toDecimal(steps.fewerHits),
      forecast: toDecimal(steps.forecast),
      saving: toDecimal(saving),
      savingLow: toDecimal(range.low),
      savingHigh: toDecimal(range.high),
      flexSaving: toDecimalOrNull(flexSaving),
      realised: toDecimalOrNull(realised),
      missing,
      assumed,
    },
  };
}
