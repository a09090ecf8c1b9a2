import { z } from "zod";
import { CLIENTS, type Client } from "@/lib/stages/fit/model/evidence";

const Hour = z.number().int().min(0).max(23);

/**
 * Which calls can wait, kept as a rule: forecast, pilot and the watch for calls that slide back ask it alike. All that
 * is given must hold of a call; a percentage says how many of those.
 */
export const Scope = z.strictObject({
  jobs: z.array(z.string().trim().min(1).max(500)).min(1).max(500).optional(),
  /** Hours of the day, UTC, each 0 to 23. */
  hours: z.array(Hour).min(1).max(24).optional(),
  clientClasses: z.array(z.enum(CLIENTS)).min(1).optional(),
  percent: z.number().min(0, "Use 0 to 100 percent.").max(100, "Use 0 to 100 percent.").optional(),
});
export type Scope = z.infer<typeof Scope>;

export type Call = { job: string | null; hour: number; client: Client };

/** Whether such a call can wait, by everything but the percentage. */
export function admits(scope: Scope, call: Call): boolean {
  if (scope.jobs && !scope.jobs.some((job) => same(job, call.job ?? ""))) return false;
  if (scope.hours && !scope.hours.includes(call.hour)) return false;
  return !scope.clientClasses || scope.clientClasses.includes(call.client);
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

export type Known = {
  /** Share of each job, 0–1: of the calls, or of the dollars where no source counts calls. */
  jobs: { job: string; share: number }[];
  /** Monday 00:00 UTC first; 168 counts. */
  hoursOfWeek: readonly number[];
  clients: Partial<Record<Client, number>>;
};

/**
 * The share of calls that a rule admits, as far as the traffic tells. Several conditions are taken as independent. Null
 * when the traffic tells nothing of one of them and no percentage is given.
 */
export function shareOfScope(scope: Scope, known: Known | null): number | null {
  const parts: (number | null)[] = [];
  if (scope.jobs) parts.push(known && shareOfJobs(scope.jobs, known.jobs));
  if (scope.hours) parts.push(known && shareWithin(scope.hours, known.hoursOfWeek));
  if (scope.clientClasses) parts.push(known && shareOfClients(scope.clientClasses, known.clients));
  if (parts.includes(null) && scope.percent !== undefined) return scope.percent / 100;
  if (scope.percent !== undefined) parts.push(scope.percent / 100);
  if (parts.length === 0) return null;
  return parts.reduce<number | null>((all, part) => (all === null || part === null ? null : all * part), 1);
}

function shareOfJobs(jobs: string[], known: Known["jobs"]): number | null {
  if (known.length === 0) return null;
  const sum = known.filter(({ job }) => jobs.some((name) => same(name, job))).map(({ share }) => share);
  return Math.min(1, add(sum));
}

function shareWithin(hours: number[], hoursOfWeek: readonly number[]): number | null {
  const all = add(hoursOfWeek);
  if (all === 0) return null;
  return add(hoursOfWeek.filter((_, index) => hours.includes(index % 24))) / all;
}

function shareOfClients(classes: Client[], clients: Known["clients"]): number | null {
  const all = add(Object.values(clients));
  if (all === 0) return null;
  return add(classes.map((client) => clients[client] ?? 0)) / all;
}

const add = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Hours from one to before another, over midnight when the second is earlier: 22 and 6 are eight hours of the night. */
export function hoursBetween(from: number, to: number): number[] {
  const count = (to - from + 24) % 24 || 24;
  return Array.from({ length: count }, (_, index) => (from + index) % 24);
}

/** `Summaries, Briefs · 22:00–06:00 UTC · cron · 70%` */
export function scopeWords(scope: Scope): string {
  const words = [
    scope.jobs?.join(", "),
    scope.hours && hoursWords(scope.hours),
    scope.clientClasses?.map((client) => CLIENT_WORDS[client]).join(", "),
    scope.percent === undefined ? undefined : `${scope.percent}%`,
  ];
  return words.filter(Boolean).join(" · ");
}

export const CLIENT_WORDS: Record<Client, string> = {
  browser: "Browsers and apps",
  server: "Servers",
  cron: "Cron jobs",
  workflow: "Workflow engines",
  unknown: "Unknown clients",
};

function hoursWords(hours: number[]): string {
  const given = new Set(hours);
  if (given.size === 24) return "every hour";
  const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;
  const starts = [...given].filter((hour) => !given.has((hour + 23) % 24)).sort((a, b) => a - b);
  const blocks = starts.map((start) => {
    let end = start;
    while (given.has((end + 1) % 24)) end = (end + 1) % 24;
    return `${clock(start)}–${clock(end + 1)}`;
  });
  return `${blocks.join(", ")} UTC`;
}
