import { formatDollars, type Picodollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import { type Day, formatDay } from "@/lib/core/period";
import type { Policy } from "./policy";

/** What a pilot's batch came to in one night. */
export type NightFacts = {
  night: Day;
  batchId: string | null;
  startedAt: Date;
  /** When the last result was there; null: it never was. */
  readyAt: Date | null;
  deadlineAt: Date;
  requests: number;
  /** Succeeded, failed, run as sync or given up on purpose: each request that has an outcome. */
  accounted: number;
  retried: number;
  /** Requests that ran as sync because the batch was late or failed, and what they cost; null: unknown. */
  fallbackRequests: number;
  fallbackCost: Picodollars | null;
};

export type PilotNight = NightFacts & { problems: string[] };

/** Why a night did not pass; nothing: it did. */
export function problemsOf(night: NightFacts, policy: Policy | null): string[] {
  const problems: string[] = [];
  const lost = night.requests - night.accounted;
  if (night.requests === 0) problems.push("It had no requests");
  if (lost > 0)
    problems.push(`${formatWhole(lost)} of ${formatWhole(night.requests)} requests have no outcome`);
  if (night.readyAt === null) problems.push("Its results were never ready");
  else if (night.readyAt > night.deadlineAt)
    problems.push(`Ready ${spanWords(night.deadlineAt, night.readyAt)} after its deadline`);
  const cap = policy?.capPerNight ?? null;
  if (cap !== null && night.fallbackRequests > 0) {
    if (night.fallbackCost === null) problems.push("What the fallback cost is not known");
    else if (night.fallbackCost > cap)
      problems.push(
        `Fallback cost ${formatDollars(night.fallbackCost, { cents: true })}, above its cap of ${formatDollars(cap)}`,
      );
  }
  return problems;
}

/** Nights in a row that passed, counted back from the last one. `nights` oldest first. */
export function passedInARow(nights: readonly Pick<PilotNight, "problems">[]): number {
  let count = 0;
  for (const night of [...nights].reverse()) {
    if (night.problems.length > 0) break;
    count += 1;
  }
  return count;
}

/** `Night 2 done in 3 h 12 m, 41,208 of 41,208` */
export function nightWords(night: PilotNight, number: number): string {
  const counts = `${formatWhole(night.accounted)} of ${formatWhole(night.requests)}`;
  if (night.problems.length > 0)
    return `Night of ${formatDay(night.night)} did not pass: ${night.problems.join("; ")}`;
  const retried = night.retried > 0 ? `, ${formatWhole(night.retried)} failed and retried` : "";
  const fallback = night.fallbackRequests > 0 ? `, ${formatWhole(night.fallbackRequests)} as sync` : "";
  const took = night.readyAt ? spanWords(night.startedAt, night.readyAt) : "–";
  return `Night ${number} done in ${took}, ${counts}${retried}${fallback}`;
}

/** `3 h 12 m`, `48 m` */
export function spanWords(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} m` : `${hours} h ${minutes % 60} m`;
}
