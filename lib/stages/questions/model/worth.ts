import { divideRounded, type Picodollars } from "@/lib/core/money";
import type { StoredForecast } from "@/lib/stages/fit/model/stored";

/** What waiting is worth, per month: today − as batch = saving, to the picodollar. */
export type Worth = {
  today: Picodollars;
  asBatch: Picodollars;
  saving: Picodollars;
  /** The plain discount before fewer cache hits take some back. */
  discount: Picodollars;
  fewerHits: Picodollars;
};

const WHOLE = 1_000_000n;

/** The forecast with a share of the calls moved. The forecast is linear in it, so it scales; null without prices. */
export function worthAt(forecast: StoredForecast | null, share: number): Worth | null {
  if (!forecast || forecast.assumptions.fit <= 0) return null;
  const today = BigInt(forecast.steps.sync);
  const factor = BigInt(Math.round((share / forecast.assumptions.fit) * Number(WHOLE)));
  const scaled = (text: string) => divideRounded(BigInt(text) * factor, WHOLE);
  const [discount, fewerHits] = [-scaled(forecast.steps.discount), scaled(forecast.steps.fewerHits)];
  const saving = discount - fewerHits;
  if (discount === 0n && share > 0) return null;
  return { today, asBatch: today - saving, saving, discount, fewerHits };
}
