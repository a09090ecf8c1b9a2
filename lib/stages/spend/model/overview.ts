import type { Picodollars } from "@/lib/core/money";
import { shareOf } from "@/lib/core/numbers";
import type { Day, Period } from "@/lib/core/period";
import type { SpendRow, SpendTotals } from "./page";

/** costSync + costBatch + costOther of a day; days without usage are 0. */
export type DaySpend = { day: Day; sync: Picodollars; batch: Picodollars; other: Picodollars };

/** What lacks something a person can add: how many, what it cost, and the most expensive by name. */
export type Gap = { count: number; cost: Picodollars | null; labels: string[] };

export type Overview = {
  period: Period;
  isDefault: boolean;
  lastDay: Day;
  endpoints: number;
  totals: SpendTotals;
  /** The ten most expensive endpoints, and every provider, each as Spend ranks them. */
  top: SpendRow[];
  providers: SpendRow[];
  days: DaySpend[];
  gaps: {
    /** Among the ten most expensive endpoints. */
    topWithoutOwner: Gap;
    withoutCostCenter: Gap;
    /** Spend that no endpoint or job is named for. */
    withoutEndpoint: Gap;
  };
};

export type BatchShare =
  | { kind: "no-spend" }
  | { kind: "all-sync" }
  | { kind: "whole"; share: number }
  | { kind: "weeks"; first: number; last: number };

const WEEK = 7;

/** How the part that ran as batch moved: the first week against the last where the period holds two of them. */
export function batchShareOf(days: DaySpend[]): BatchShare {
  const whole = shareIn(days);
  if (whole === null) return { kind: "no-spend" };
  if (days.every((day) => day.batch === 0n)) return { kind: "all-sync" };
  const first = shareIn(days.slice(0, WEEK));
  const last = shareIn(days.slice(-WEEK));
  if (days.length < 2 * WEEK || first === null || last === null) return { kind: "whole", share: whole };
  return { kind: "weeks", first, last };
}

function shareIn(days: DaySpend[]): number | null {
  const batch = days.reduce((sum, day) => sum + day.batch, 0n);
  const all = days.reduce((sum, day) => sum + day.sync + day.batch + day.other, 0n);
  return shareOf(batch, all);
}
