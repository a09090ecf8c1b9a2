import { z } from "zod";
import type { Catalogue, Rates } from "@/lib/core/catalogue";
import { divideRounded, parseDollars } from "@/lib/core/money";
import { Day, dayOf } from "@/lib/core/period";
import { matchesModel, RATE_CLASSES } from "./tier-rates";

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

/** The list catalogue with an organisation's own prices over it. Same shape, so that nobody downstream asks twice. */
export function withOverrides(base: Catalogue, overrides: readonly PriceOverride[]): Catalogue {
  if (overrides.length === 0) return base;
  const newestFirst = [...overrides].sort((a, b) => (a.from < b.from ? 1 : -1));
  return {
    version: `${base.version}+${JSON.stringify(newestFirst)}`,
    normalise: base.normalise,
    ratesAt(provider, modelRaw, tier, at) {
      const listed = base.ratesAt(provider, modelRaw, tier, at);
      const day = dayOf(at);
      const model = base.normalise(provider, modelRaw).model;
      if (model === null) return listed;
      const own = newestFirst.filter(
        (o) => o.provider === provider && o.tier === tier && o.from <= day && matchesModel(o.model, model),
      );
      if (own.length === 0) return listed;
      const rates: Rates = listed ? { ...listed } : { ...NONE };
      for (const name of RATE_CLASSES) {
        const override = own.find((o) => o.rateClass === name);
        if (override) rates[name] = divideRounded(parseDollars(override.perMillion) ?? 0n, 1_000_000n);
      }
      return rates;
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
