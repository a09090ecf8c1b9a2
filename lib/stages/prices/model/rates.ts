import type { Rates } from "@/lib/core/catalogue";
import { divideRounded, type Picodollars, parseDollars } from "@/lib/core/money";

/** A price per million tokens, or a base price with dearer tiers for long requests. */
export type PerMillion =
  | number
  | { base: number; tiers?: readonly { start: number; price: number }[] }
  | undefined;
export type PriceCard = Record<string, PerMillion>;

/** The promised words of a price line, and the rate each one reads. */
export const COMPONENTS = {
  input: "freshInput",
  cache_read: "cachedInput",
  cache_write_5m: "cacheWrite5m",
  cache_write_1h: "cacheWrite1h",
  output: "output",
} as const satisfies Record<string, keyof Rates>;
export type Component = keyof typeof COMPONENTS;

/**
 * Base rates of one price card. A tier is a property of one request and a row may be many, so only the base is read.
 * A class that the card does not name has no rate: a guess (as dear as fresh input, or free) would be a wrong dollar.
 * Writes whose time to live nobody stated take the default write rate, as the catalogue itself does.
 */
export function ratesOf(card: PriceCard): Rates {
  const write = perToken(card.cache_write_mtok);
  return {
    freshInput: perToken(card.input_mtok),
    cachedInput: perToken(card.cache_read_mtok),
    cacheWrite5m: write,
    cacheWrite1h: perToken(card.cache_write_1h_mtok),
    cacheWriteOther: write,
    // Output counts include reasoning; where reasoning has a price of its own, one output rate would be wrong.
    output: card.output_reasoning_mtok === undefined ? perToken(card.output_mtok) : null,
  };
}

/** Rates of the first dearer band, for requests with more than `above` input tokens; null where one price holds for all. */
export function longRatesOf(card: PriceCard): { above: number; rates: Rates } | null {
  const starts = Object.values(card).flatMap((price) =>
    typeof price === "object" ? (price.tiers ?? []) : [],
  );
  const above = Math.min(...starts.map((tier) => tier.start));
  if (!Number.isFinite(above)) return null;
  const long = Object.fromEntries(
    Object.entries(card).map(([name, price]) => {
      const tier = typeof price === "object" ? price.tiers?.find(({ start }) => start === above) : undefined;
      return [name, tier ? tier.price : price] as const;
    }),
  );
  return { above, rates: ratesOf(long) };
}

/** Dollars per million as printed in the catalogue to picodollars per token, through its decimal text. */
function perToken(price: PerMillion): Picodollars | null {
  const base = typeof price === "object" ? price.base : price;
  if (base === undefined) return null;
  const million = parseDollars(String(base));
  return million === null ? null : divideRounded(million, 1_000_000n);
}
