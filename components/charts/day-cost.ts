import type { Picodollars } from "@/lib/core/money";
import type { Day } from "@/lib/core/period";

/** What a day cost. `sync` is everything that is not batch. */
export type DayCost = { day: Day; sync: Picodollars; batch: Picodollars };

/** A row of a chart: a day, or a week of a long period. */
export type BarCost = { from: Day; to: Day; sync: Picodollars; batch: Picodollars };

export type DailyChartProps = {
  label: string;
  days: DayCost[];
  /** What the amber stands for: "Sync", or "Sync and other". */
  dayWord: string;
  /** Where a press on a day leads, with `{from}` and `{to}` for its days. */
  dayHref: string;
};
