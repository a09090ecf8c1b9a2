import { z } from "zod";

/** A UTC day, YYYY-MM-DD. */
export type Day = string;
/** Both ends inclusive. */
export type Period = { from: Day; to: Day };

export const DEFAULT_PERIOD_DAYS = 30;

export const Day = z.iso.date("Use a day as YYYY-MM-DD.");

export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** Midnight UTC at the start of the day. */
export function startOf(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(startOf(day).getTime() + count * 86_400_000));
}

export function daysBetween(period: Period): number {
  return Math.round((startOf(period.to).getTime() - startOf(period.from).getTime()) / 86_400_000) + 1;
}

export function daysOf(period: Period): Day[] {
  return Array.from({ length: daysBetween(period) }, (_, index) => addDays(period.from, index));
}

/** The 30 days that end on the last day with usage. */
export function periodEndingOn(lastDay: Day, days = DEFAULT_PERIOD_DAYS): Period {
  return { from: addDays(lastDay, 1 - days), to: lastDay };
}

/** Same length, just before or after. */
export function shiftPeriod(period: Period, direction: -1 | 1): Period {
  const length = daysBetween(period) * direction;
  return { from: addDays(period.from, length), to: addDays(period.to, length) };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `2 Dec` */
export function formatDay(day: Day): string {
  const date = startOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `Tue 2 Dec` */
export function formatWeekday(day: Day): string {
  return `${WEEKDAYS[startOf(day).getUTCDay()]} ${formatDay(day)}`;
}

/** `1–30 Nov 2025`, `28 Oct – 26 Nov 2025`, with both years when they differ. */
export function formatPeriod({ from, to }: Period): string {
  const year = to.slice(0, 4);
  if (from.slice(0, 4) !== year) return `${formatDay(from)} ${from.slice(0, 4)} – ${formatDay(to)} ${year}`;
  if (from === to) return `${formatDay(to)} ${year}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatDay(to)} ${year}`;
  return `${formatDay(from)} – ${formatDay(to)} ${year}`;
}
