import { DOLLAR, roundParts } from "@/lib/core/money";

/** Bigints as picodollars. `withoutCache + cache = sync`, `sync + discount + fewerHits = forecast`. */
export type WaterfallSteps = {
  withoutCache: bigint;
  cache: bigint;
  sync: bigint;
  discount: bigint;
  fewerHits: bigint;
  forecast: bigint;
};

/** Rounded once, so that the shown parts add up to the shown totals. */
export function shownSteps(steps: WaterfallSteps, unit = DOLLAR): WaterfallSteps {
  const [sync = 0n, discount = 0n, fewerHits = 0n] = roundParts(
    [steps.sync, steps.discount, steps.fewerHits],
    unit,
  );
  const withoutCache = roundParts([steps.withoutCache], unit)[0] ?? 0n;
  return {
    withoutCache,
    cache: sync - withoutCache,
    sync,
    discount,
    fewerHits,
    forecast: sync + discount + fewerHits,
  };
}
