import type { Price } from "@/lib/sandbox/platform/setting-parts";
import type { Tokens } from "./tokens";

/** What these tokens cost, in millionths of a millionth of a dollar. */
export function picodollars(tokens: Tokens, price: Price, share: number): bigint {
  const rate = (dollarsAMillion: number) => BigInt(Math.round(dollarsAMillion * share * 1e6));
  return (
    BigInt(tokens.input - tokens.cached - tokens.cacheWrite) * rate(price.input) +
    BigInt(tokens.cached) * rate(price.cachedInput) +
    BigInt(tokens.cacheWrite) * rate(price.cacheWrite) +
    BigInt(tokens.output) * rate(price.output)
  );
}

export function priceOf(prices: Record<string, Price>, model: string): Price {
  return prices[model] ?? prices.default ?? { input: 0, cachedInput: 0, cacheWrite: 0, output: 0 };
}

/** Dollars as a decimal text, exact. */
export function dollars(pico: bigint): string {
  const text = pico.toString().padStart(13, "0");
  const decimals = text.slice(-12).replace(/0+$/, "");
  return decimals ? `${text.slice(0, -12)}.${decimals}` : text.slice(0, -12);
}
