import { BATCH_DAYS, SYNC_DAYS } from "@/lib/sample/larkspur/month";
import {
  dayStart,
  type Endpoint,
  isWeekend,
  MONTH,
  type Part,
  type Trend,
  type Work,
  weekdayOf,
} from "@/lib/sample/model";
import { randomFrom } from "./random";
import { fitSums, spread, sum } from "./spread";

/** Cents of one part on one day. */
export type Cell = { endpoint: Endpoint; work: Work; part: Part; day: number; cents: number };

const DAYS = Array.from({ length: MONTH.days }, (_, index) => index + 1);

/** Every part's cents per day: parts keep their sums, and the days of all parts together are the organisation's. */
export function fitDays(endpoints: Endpoint[]): Cell[] {
  const parts = endpoints.flatMap((endpoint) =>
    endpoint.works.flatMap((work) => work.parts.map((part) => ({ endpoint, work, part }))),
  );
  const cells = [
    { tier: "sync", month: SYNC_DAYS },
    { tier: "batch", month: BATCH_DAYS },
  ].flatMap(({ tier, month }) => {
    const drawn = parts.filter(({ part }) => part.tier === tier && part.days);
    const free = parts.filter(({ part }) => part.tier === tier && !part.days);
    const given = drawn.map(({ part }) => part.days ?? []);
    // Works of one drawn endpoint share its days; the first of them gets the whole days minus the others'.
    const known = shareDrawn(
      drawn.map(({ part }) => part.cents),
      given[0] ?? [],
    );
    const left = month.map((cents, index) => cents - sum(known.map((row) => row[index] ?? 0)));
    const shapes = free.map(({ endpoint, work, part }) => shapeOf(part.trend, seedOf(endpoint, work, part)));
    const fitted = fitSums(
      shapes,
      free.map(({ part }) => part.cents),
      left,
    );
    return [...toCells(drawn, known), ...toCells(free, fitted)];
  });
  return cells.filter((cell) => cell.cents > 0);
}

function shareDrawn(totals: number[], days: readonly number[]): number[][] {
  const rest = totals.slice(1).map((total) => spread(total, days));
  if (totals.length === 0) return [];
  return [days.map((cents, index) => cents - sum(rest.map((row) => row[index] ?? 0))), ...rest];
}

function toCells(parts: Omit<Cell, "day" | "cents">[], matrix: number[][]): Cell[] {
  return parts.flatMap((part, i) => DAYS.map((day, j) => ({ ...part, day, cents: matrix[i]?.[j] ?? 0 })));
}

function shapeOf(trend: Trend, seed: string): number[] {
  const random = randomFrom(seed);
  return DAYS.map((day) => {
    const noise = 0.95 + random() * 0.1;
    if (day < (trend.from ?? 1) || day > (trend.to ?? MONTH.days) || trend.except?.includes(day)) return 0;
    const start = dayStart(day);
    const rest = trend.weekdays
      ? (trend.weekdays[weekdayOf(start)] ?? 0)
      : isWeekend(start)
        ? (trend.weekend ?? 1)
        : 1;
    const middle = (MONTH.days + 1) / 2;
    return rest * noise * (1 + ((trend.growth ?? 0) * (day - middle)) / MONTH.days);
  });
}

function seedOf(endpoint: Endpoint, work: Work, part: Part): string {
  return `${endpoint.name}/${work.job ?? ""}/${part.tier}/${part.cents}`;
}
