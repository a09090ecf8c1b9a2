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

/**
 * The forecast with a share of the endpoint moved: what runs as batch already is the first of it, so only the rest comes
 * out of what still runs as sync. The forecast is linear in that, so it scales; null without prices.
 */
export function worthAt(forecast: StoredForecast | null, share: number): Worth | null {
  if (!forecast || forecast.assumptions.fit <= 0) return null;
  const today = BigInt(forecast.steps.sync);
  const factor = BigInt(
    Math.round((movingShare(forecast, share) / forecast.assumptions.fit) * Number(WHOLE)),
  );
  const scaled = (text: string) => divideRounded(BigInt(text) * factor, WHOLE);
  const [discount, fewerHits] = [-scaled(forecast.steps.discount), scaled(forecast.steps.fewerHits)];
  const saving = discount - fewerHits;
  if (BigInt(forecast.steps.discount) === 0n && share > 0) return null;
  return { today, asBatch: today - saving, saving, discount, fewerHits };
}

function movingShare({ steps, batchAtSync }: StoredForecast, share: number): number {
  const [sync, done] = [Number(steps.sync), Number(batchAtSync ?? 0)];
  return sync > 0 ? Math.max(0, Math.min(1, (share * (sync + done) - done) / sync)) : share;
}
