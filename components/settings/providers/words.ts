import { addDays, formatPeriod, type Period, startOf } from "@/lib/core/period";
import type { ConnectionState } from "@/lib/stages/connections/model/connection";

export const STATE_WORDS: Record<ConnectionState, string> = {
  works: "Works",
  failed: "Test failed",
  locked: "Key needed",
  untested: "Not tested",
};

const STEPS: [seconds: number, word: (count: number) => string][] = [
  [86_400, (days) => (days === 1 ? "1 day ago" : `${days} days ago`)],
  [3600, (hours) => `${hours} h ago`],
  [60, (minutes) => `${minutes} min ago`],
];

/** `now`, `2 min ago`, `3 h ago`, `2 days ago` */
export function agoWords(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  for (const [size, word] of STEPS) if (seconds >= size) return word(Math.floor(seconds / size));
  return "now";
}

/** `16:42 UTC` */
export function clockWords(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}

/** `November` for a whole month, else the days. */
export function periodWords(period: Period): string {
  const isMonth = period.from.endsWith("-01") && addDays(period.to, 1).endsWith("-01");
  if (!isMonth || period.from.slice(0, 7) !== period.to.slice(0, 7)) return formatPeriod(period);
  return new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" }).format(startOf(period.from));
}
