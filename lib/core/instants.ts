import { dayOf, formatWeekday } from "./period";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `16:42`, UTC. */
export function formatClock(instant: Date): string {
  return instant.toISOString().slice(11, 16);
}

/** `Tue 2 Dec, 22:05`, UTC. */
export function formatInstant(instant: Date): string {
  return `${formatWeekday(dayOf(instant))}, ${formatClock(instant)}`;
}

/** `22:05` on the day of `now`, else with its day: `Mon 1 Dec, 22:05`. */
export function formatNear(instant: Date, now: Date): string {
  return dayOf(instant) === dayOf(now) ? formatClock(instant) : formatInstant(instant);
}

/** `5 h 24 m`, `24 h`, `3 m`, `2 d 4 h`; under a minute `40 s`. Whole units, cut and not rounded. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / 1000)} s`;
  const hours = Math.floor(span / HOUR);
  if (hours >= 48) return pair(Math.floor(hours / 24), "d", hours % 24, "h");
  return pair(hours, "h", Math.floor((span % HOUR) / MINUTE), "m");
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const parts = [large > 0 && `${large} ${largeUnit}`, (small > 0 || large === 0) && `${small} ${smallUnit}`];
  return parts.filter(Boolean).join(" ");
}
