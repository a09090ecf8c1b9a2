import { z } from "zod";
import type { Rates } from "@/lib/core/catalogue";

/** Picodollars per token as text: JSON knows no bigint. Null: no source gives a rate. */
const Rate = z.string().regex(/^\d+$/).nullable();
export const FrozenRateSet = z.object({
  freshInput: Rate,
  cachedInput: Rate,
  cacheWrite5m: Rate,
  cacheWrite1h: Rate,
  cacheWriteOther: Rate,
  output: Rate,
});

/** What one token costs at each price that a request of a batch can come to have. Null: no such price is known. */
const Band = z.object({
  sync: FrozenRateSet.nullable(),
  batch: FrozenRateSet.nullable(),
  flex: FrozenRateSet.nullable(),
});

/** Where a rate comes from, for the invoice's check months later. */
const RateSource = z.object({
  tier: z.enum(["sync", "batch", "flex"]),
  component: z.string(),
  source: z.string(),
  sourceUrl: z.string().nullable(),
  sourceDate: z.string(),
  standing: z.string(),
});

/** The prices of a batch's models when it was made, by the model as its lines name it. Later prices never change it. */
export const FrozenRates = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  catalogue: z.string(),
  models: z.record(
    z.string(),
    z.object({
      base: Band,
      /** For requests with more input tokens than `above`. */
      long: Band.extend({ above: z.number() }).nullable(),
      sources: z.array(RateSource),
    }),
  ),
});
export type FrozenRates = z.infer<typeof FrozenRates>;
export type FrozenBand = z.infer<typeof Band>;

export function freezeSet(rates: Rates | null): z.infer<typeof FrozenRateSet> | null {
  if (!rates) return null;
  const text = (rate: bigint | null) => (rate === null ? null : rate.toString());
  return {
    freshInput: text(rates.freshInput),
    cachedInput: text(rates.cachedInput),
    cacheWrite5m: text(rates.cacheWrite5m),
    cacheWrite1h: text(rates.cacheWrite1h),
    cacheWriteOther: text(rates.cacheWriteOther),
    output: text(rates.output),
  };
}
