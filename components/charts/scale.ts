import { DOLLAR } from "@/lib/core/money";
import { addDays, formatDay, formatWeekday, startOf } from "@/lib/core/period";
import type { BarCost, DayCost } from "./day-cost";

/** A baseline at zero and three lines above it, at 1 to 6 or 8 times a power of ten. */
export function ticksFor(max: number, lines = 3): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 3, 4, 5, 6, 8, 10].find((size) => size * power >= rough - 1e-9) ?? 10) * power;
  const count = Math.max(2, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** `$9k`, `$500`, `$1.5k`, `$0.02`; zero is `0`. */
export function tickLabel(value: number): string {
  if (value === 0) return "0";
  for (const [size, letter] of [
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (value >= size) return `$${trim(value / size)}${letter}`;
  }
  return `$${trim(value)}`;
}

function trim(value: number): string {
  return value >= 1 ? String(Math.round(value * 100) / 100) : value.toPrecision(1);
}

const MAX_BARS = 92;

/** Days as they are while they fit; longer periods by weeks from their first day. */
export function barsOf(days: DayCost[]): BarCost[] {
  const size = days.length > MAX_BARS ? 7 : 1;
  const bars: BarCost[] = [];
  for (let start = 0; start < days.length; start += size) {
    const part = days.slice(start, start + size);
    const first = part[0];
    if (!first) continue;
    bars.push({
      from: first.day,
      to: addDays(first.day, part.length - 1),
      sync: part.reduce((sum, { sync }) => sum + sync, 0n),
      batch: part.reduce((sum, { batch }) => sum + batch, 0n),
    });
  }
  return bars;
}

/** Dollars for drawing only; what is written beside a mark comes from the exact amount. */
export function heightOf(amount: bigint): number {
  return Math.max(Number(amount) / Number(DOLLAR), 0);
}

/** Which bars are named below the axis: every seventh and the last, with the month where it begins or changes. */
export function axisLabels(bars: BarCost[], room: number): { index: number; text: string }[] {
  const every = [1, 7, 14, 28].find((step) => (room / Math.max(bars.length, 1)) * step >= 40) ?? 56;
  const last = bars.length - 1;
  const near = 20 / (room / Math.max(bars.length, 1));
  const at = bars
    .map((_, index) => index)
    .filter((index) => index % every === 0 && (index === last || last - index >= near));
  if (last > 0 && !at.includes(last)) at.push(last);
  let month = "";
  return at.map((index) => {
    const day = bars[index]?.from ?? "";
    const isNew = day.slice(0, 7) !== month;
    month = day.slice(0, 7);
    return { index, text: isNew ? formatDay(day) : String(Number(day.slice(8))) };
  });
}

/** Saturday and Sunday are shaded where a bar is a day. */
export function isWeekend(bar: BarCost): boolean {
  return bar.from === bar.to && [0, 6].includes(startOf(bar.from).getUTCDay());
}

/** `Fri 21 Nov`, or `20 Oct – 26 Oct` for a week. */
export function barName(bar: BarCost): string {
  return bar.from === bar.to ? formatWeekday(bar.from) : `${formatDay(bar.from)} – ${formatDay(bar.to)}`;
}
