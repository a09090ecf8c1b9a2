import { z } from "zod";
import type { Rates } from "@/lib/core/catalogue";
import { RATE_CLASSES, type RateClass } from "./tier-rates";

export const FROZEN_TIERS = ["sync", "batch", "flex"] as const;
export type FrozenTier = (typeof FROZEN_TIERS)[number];
export const BANDS = ["base", "long"] as const;
export type Band = (typeof BANDS)[number];

/** One rate as it stood: picodollars per token as text, and where the number came from. */
export const FrozenRate = z.object({
  tier: z.enum(FROZEN_TIERS),
  band: z.enum(BANDS),
  component: z.enum(RATE_CLASSES),
  perToken: z.string().regex(/^\d+$/),
  source: z.string(),
  sourceUrl: z.string().nullable(),
  sourceDate: z.string(),
  standing: z.enum(["list", "stated", "reported", "assumed", "own"]),
});
export type FrozenRate = z.infer<typeof FrozenRate>;

export const FrozenModel = z.object({
  /** As the requests name it, and as the catalogue does. */
  model: z.string(),
  id: z.string(),
  /** Requests with more input tokens than this pay the long band; null: one price holds for all. */
  longAbove: z.number().nullable(),
  rates: z.array(FrozenRate),
});
export type FrozenModel = z.infer<typeof FrozenModel>;

/** What a batch was promised: list and batch rates of its models at one instant. Kept with the batch as JSON. */
export const FrozenRates = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  provider: z.string(),
  catalogue: z.string(),
  models: z.array(FrozenModel),
});
export type FrozenRates = z.infer<typeof FrozenRates>;

/** By the word of a request, else by the catalogue's id. */
export function frozenModel(frozen: FrozenRates, model: string): FrozenModel | null {
  const word = model.trim().toLowerCase();
  return (
    frozen.models.find((one) => one.model.toLowerCase() === word) ??
    frozen.models.find((one) => one.id.toLowerCase() === word) ??
    null
  );
}

/** Which prices hold for a request with so many input tokens, all classes together. */
export function bandOf(model: FrozenModel, inputTokens: number): Band {
  return model.longAbove !== null && inputTokens > model.longAbove ? "long" : "base";
}

/** Null when no rate of that tier is known. */
export function frozenRates(model: FrozenModel, tier: FrozenTier, band: Band): Rates | null {
  const found = model.rates.filter((rate) => rate.tier === tier && rate.band === band);
  if (found.length === 0) return null;
  const of = (component: RateClass) => {
    const rate = found.find((one) => one.component === component);
    return rate ? BigInt(rate.perToken) : null;
  };
  return Object.fromEntries(RATE_CLASSES.map((component) => [component, of(component)])) as Rates;
}
