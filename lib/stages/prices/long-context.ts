import type { Rates } from "@/lib/core/catalogue";
import { dayOf } from "@/lib/core/period";
import type { Tier } from "@/lib/core/values";
import { findModel, priceCardAt } from "./genai-prices";
import { modelCandidates } from "./model/model-words";
import { catalogueProvider, foldProvider } from "./model/provider-words";
import { longRatesOf } from "./model/rates";
import { tierRates } from "./model/tier-rates";
import { TIER_STATEMENTS } from "./rate-data";

export type LongContext = { above: number; rates(tier: Tier): Rates | null };

/**
 * The dearer band of a model whose long requests cost more, or null. It is a property of one request: it may only be
 * asked for rows that are requests, never for sums.
 */
export function longContextAt(providerRaw: string, modelRaw: string, at: Date): LongContext | null {
  const provider = foldProvider(providerRaw);
  for (const word of modelCandidates(modelRaw)) {
    const model = findModel(catalogueProvider(provider), word);
    const price = model && priceCardAt(model, at);
    if (!model || !price) continue;
    const long = longRatesOf(price.card);
    if (!long) return null;
    const question = { provider, model: model.id, day: dayOf(at), band: "long" as const };
    return {
      above: long.above,
      rates(tier) {
        if (tier === "sync") return long.rates;
        return tier === "batch" || tier === "flex"
          ? tierRates(TIER_STATEMENTS, { ...question, tier }, long.rates)
          : null;
      },
    };
  }
  return null;
}
