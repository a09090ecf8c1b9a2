import type { Rates } from "@/lib/core/catalogue";
import type { Picodollars } from "@/lib/core/money";

export type TokenClass = keyof Rates;
const CLASSES: TokenClass[] = [
  "freshInput",
  "cachedInput",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheWriteOther",
  "output",
];

/** The rates in the order of the ledger's token columns. */
export function ratesInOrder(rates: Rates): (Picodollars | null)[] {
  return CLASSES.map((name) => rates[name]);
}

/** Null when no tokens are known, when there are no rates, or when there are tokens of a class that has none. */
export function listCost(tokens: Record<TokenClass, bigint | null>, rates: Rates | null): Picodollars | null {
  if (!rates || CLASSES.every((name) => tokens[name] === null)) return null;
  let total = 0n;
  for (const name of CLASSES) {
    const count = tokens[name] ?? 0n;
    const rate = rates[name];
    if (count !== 0n && rate === null) return null;
    total += count * (rate ?? 0n);
  }
  return total;
}
