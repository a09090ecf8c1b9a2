import { z } from "zod";
import type { Catalogue, Rates } from "@/lib/core/catalogue";
import { divideRounded, type Picodollars, parseDollars } from "@/lib/core/money";
import { Day, dayOf } from "@/lib/core/period";
import type { Tier } from "@/lib/core/values";
import { matchesModel, RATE_CLASSES, type RateClass } from "./tier-rates";

/** A negotiated rate, from a day on. `perMillion` is dollars per million tokens, as typed. */
export const PriceOverride = z.object({
  provider: z.string().trim().toLowerCase().min(1, "Name the provider."),
  model: z.string().trim().toLowerCase().min(1, "Name the model; * stands for any letters."),
  tier: z.enum(["sync", "batch", "flex"]),
  rateClass: z.enum(RATE_CLASSES),
  perMillion: z
    .string()
    .trim()
    .regex(/^\d{1,6}(\.\d{1,9})?$/, "Dollars per million tokens, such as 2.50."),
  from: Day,
  note: z.string().trim().min(1, "Say where this price comes from.").max(200),
});
export type PriceOverride = z.infer<typeof PriceOverride>;

export type StoredOverride = PriceOverride & { id: number; createdBy: string; createdAt: Date };

type Question = { provider: string; model: string; tier: Tier; rateClass: RateClass; day: string };

/** The organisation's own price that rules a rate on a day: the latest that had begun; among equals the first given. */
export function overrideAt<T extends PriceOverride>(overrides: readonly T[], question: Question): T | null {
  return overrides.reduce<T | null>(
    (best, o) => (rules(o, question) && (best === null || o.from > best.from) ? o : best),
    null,
  );
}

function rules(o: PriceOverride, { provider, model, tier, rateClass, day }: Question): boolean {
  const isNamed = o.provider === provider && matchesModel(o.model, model);
  return isNamed && o.tier === tier && o.rateClass === rateClass && o.from <= day;
}

/** What an override asks for one token. */
export function perTokenOf(override: PriceOverride): Picodollars {
  return divideRounded(parseDollars(override.perMillion) ?? 0n, 1_000_000n);
}

/** The list catalogue with an organisation's own prices over it. Same shape, so that nobody downstream asks twice. */
export function withOverrides(base: Catalogue, overrides: readonly PriceOverride[]): Catalogue {
  if (overrides.length === 0) return base;
  return {
    version: `${base.version}+${JSON.stringify(overrides)}`,
    normalise: base.normalise,
    ratesAt(provider, modelRaw, tier, at) {
      const listed = base.ratesAt(provider, modelRaw, tier, at);
      const model = base.normalise(provider, modelRaw).model;
      if (model === null) return listed;
      const own = RATE_CLASSES.flatMap((rateClass) => {
        const override = overrideAt(overrides, { provider, model, tier, rateClass, day: dayOf(at) });
        return override ? [[rateClass, perTokenOf(override)] as const] : [];
      });
      return own.length ? { ...(listed ?? NONE), ...Object.fromEntries(own) } : listed;
    },
  };
}

const NONE: Rates = {
  freshInput: null,
  cachedInput: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  output: null,
};
