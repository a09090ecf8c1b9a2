import type { Part, Trend } from "@/lib/sample/model";
import { BATCH_RUN, WITHIN_THE_HOUR } from "./evidence";

/** Dollars with cents as a text, so that no figure passes through a fraction. */
function cents(dollars: string): number {
  const [whole = "0", fraction = ""] = dollars.replaceAll(",", "").split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

export function sync(dollars: string, trend: Trend = {}): Part {
  return { tier: "sync", cents: cents(dollars), trend };
}

/** Calls of a job that can wait whose results are wanted within the hour all the same. */
export function live(dollars: string, trend: Trend = {}): Part {
  return { ...sync(dollars, trend), evidence: WITHIN_THE_HOUR };
}

/** `full` is what the same calls cost at sync prices: twice as much where the discount landed whole. */
export function batch(dollars: string, trend: Trend = {}, full?: string): Part {
  return {
    tier: "batch",
    cents: cents(dollars),
    ...(full !== undefined && { full: cents(full) }),
    trend,
    evidence: BATCH_RUN,
  };
}
