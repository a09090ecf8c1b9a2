import { formatClock } from "@/lib/core/instants";
import { dayOf, formatWeekday } from "@/lib/core/period";

const HOUR = 3_600_000;
const SPAN = 48 * HOUR;
const STEP = 6 * HOUR;
const NIGHT = { from: 22, hours: 8 };

/** The 48 hours that every row shares. Places on it are percent of its width. */
export type Axis = { from: number; to: number; now: number };
export type Stretch = { from: number; to: number };

/** At least a day before now, so that what began yesterday is whole, and most of a day after it. */
export function axisAt(now: Date): Axis {
  const from = Math.floor((now.getTime() - 24 * HOUR) / STEP) * STEP;
  return { from, to: from + SPAN, now: now.getTime() };
}

/** Percent of the width; what lies outside stands at the edge. */
export function placeOf({ from, to }: Axis, instant: Date | number): number {
  const share = (Number(instant) - from) / (to - from);
  return round(Math.min(1, Math.max(0, share)) * 100);
}

/** Null when nothing of it lies on the axis. */
export function stretchOf(axis: Axis, from: Date | number, to: Date | number): Stretch | null {
  if (Number(to) <= axis.from || Number(from) >= axis.to || Number(to) <= Number(from)) return null;
  return { from: placeOf(axis, from), to: placeOf(axis, to) };
}

/** 22:00 to 06:00 UTC. */
export function nightsOf(axis: Axis): Stretch[] {
  const midnight = Math.floor(axis.from / (24 * HOUR)) * 24 * HOUR;
  const days = Math.ceil((axis.to - midnight) / (24 * HOUR));
  const starts = Array.from(
    { length: days + 1 },
    (_, day) => midnight + ((day - 1) * 24 + NIGHT.from) * HOUR,
  );
  return starts.flatMap((start) => stretchOf(axis, start, start + NIGHT.hours * HOUR) ?? []);
}

/** The window of one batch alone, from its start to its deadline or whatever is later. */
export function axisOf(from: Date, ends: (Date | null)[], now: Date): Axis {
  const latest = Math.max(...ends.map((end) => end?.getTime() ?? 0), from.getTime() + HOUR / 60);
  return { from: from.getTime(), to: latest, now: now.getTime() };
}

/** Every six hours of the clock that stand clear of both ends, in percent. */
export function hoursOf(axis: Axis): { at: number; label: string }[] {
  const first = Math.ceil(axis.from / STEP) * STEP;
  const count = Math.max(0, Math.min(12, Math.ceil((axis.to - first) / STEP)));
  const hours = Array.from({ length: count }, (_, index) => first + index * STEP);
  return hours
    .map((hour) => ({ at: placeOf(axis, hour), label: formatClock(new Date(hour)) }))
    .filter(({ at }) => at > 9 && at < 80);
}

export type Tick = { at: number; label: string; isFirst: boolean };

/** Percent of the width that words take, at the usual width of a column. */
const ROOM = { day: 15, clock: 4.5, now: 6.5 };

/** Where the axis begins, and every edge of a night that has room for its words. */
export function ticksOf(axis: Axis): Tick[] {
  const now = placeOf(axis, axis.now);
  const first = new Date(axis.from);
  const label = `${formatWeekday(dayOf(first)).slice(0, 3)} ${formatClock(first)}`;
  const edges = nightsOf(axis).flatMap(({ from, to }) => [
    { at: from, label: "22:00", isFirst: false },
    { at: to, label: "06:00", isFirst: false },
  ]);
  const hasRoom = ({ at }: Tick) =>
    at > ROOM.day + ROOM.clock && at < 100 - ROOM.clock && Math.abs(at - now) > ROOM.clock + ROOM.now;
  return [{ at: 0, label, isFirst: true }, ...edges.filter(hasRoom)];
}

const round = (value: number) => Math.round(value * 100) / 100;
