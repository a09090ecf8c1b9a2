import { formatDollars, type Picodollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import { type Day, dayOf, formatDay } from "@/lib/core/period";
import type { Policy } from "./policy";

/** What one batch of a pilot came to in one night. */
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

/** One batch of a night, or all of them together. */
export type PilotNight = NightFacts & { problems: string[] };

const HALF_DAY_MS = 12 * 3_600_000;
const HOUR_MS = 3_600_000;

/** The morning in which a night ends, from noon to noon: what was sent at 23:00 and at 01:00 is one night. */
export function nightOf(startedAt: Date): Day {
  return dayOf(new Date(startedAt.getTime() + HALF_DAY_MS));
}

/** What a night is held against beside its own figures. */
export type NightRules = {
  policy: Policy | null;
  /** What the owner allows. */
  longestWaitHours: number | null;
  /** Of the requests, those that succeeded in any lane; null: not told. */
  succeeded: number | null;
  /** What the other batches of the same night cost as sync: the cap is one for the night. */
  otherFallback: Picodollars;
};

/** Why a batch of the night did not pass; nothing: it did. */
export function problemsOf(night: NightFacts, rules: NightRules): string[] {
  const problems: string[] = [];
  const lost = night.requests - night.accounted;
  const all = formatWhole(night.requests);
  if (night.requests === 0) problems.push("It had no requests");
  else if (rules.succeeded === 0) problems.push(`None of its ${all} requests succeeded`);
  if (lost > 0) problems.push(`${formatWhole(lost)} of ${all} requests have no outcome`);
  return [...problems, ...latenessOf(night, rules), ...overspendOf(night, rules)];
}

function latenessOf({ startedAt, readyAt, deadlineAt }: NightFacts, { longestWaitHours }: NightRules) {
  if (readyAt === null) return ["Its results were never ready"];
  if (readyAt > deadlineAt) return [`Ready ${spanWords(deadlineAt, readyAt)} after its deadline`];
  if (longestWaitHours === null || readyAt.getTime() - startedAt.getTime() <= longestWaitHours * HOUR_MS)
    return [];
  return [`Ready after ${spanWords(startedAt, readyAt)}, its owner allows ${longestWaitHours} h`];
}

function overspendOf(night: NightFacts, { policy, otherFallback }: NightRules): string[] {
  const cap = policy?.capPerNight ?? null;
  if (cap === null || night.fallbackRequests === 0) return [];
  if (night.fallbackCost === null) return ["What the fallback cost is not known"];
  const cost = night.fallbackCost + otherFallback;
  if (cost <= cap) return [];
  return [`Fallback cost ${formatDollars(cost, { cents: true })}, above its cap of ${formatDollars(cap)}`];
}

/** The batches of each night as one: it passed when each of them did. Oldest first. */
export function nightsOf(batches: readonly PilotNight[]): PilotNight[] {
  const nights = new Map<Day, PilotNight>();
  for (const batch of batches) {
    const night = nights.get(batch.night);
    nights.set(batch.night, night ? together(night, batch) : batch);
  }
  return [...nights.values()].sort((a, b) => a.night.localeCompare(b.night));
}

function together(a: PilotNight, b: PilotNight): PilotNight {
  const earliest = (x: Date, y: Date) => new Date(Math.min(x.getTime(), y.getTime()));
  const latest = (x: Date, y: Date) => new Date(Math.max(x.getTime(), y.getTime()));
  return {
    night: a.night,
    batchId: null,
    startedAt: earliest(a.startedAt, b.startedAt),
    readyAt: a.readyAt && b.readyAt && latest(a.readyAt, b.readyAt),
    deadlineAt: latest(a.deadlineAt, b.deadlineAt),
    requests: a.requests + b.requests,
    accounted: a.accounted + b.accounted,
    retried: a.retried + b.retried,
    fallbackRequests: a.fallbackRequests + b.fallbackRequests,
    fallbackCost: a.fallbackCost === null || b.fallbackCost === null ? null : a.fallbackCost + b.fallbackCost,
    problems: [...new Set([...a.problems, ...b.problems])],
  };
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
