import { formatWhole } from "@/lib/core/numbers";
import type { Reason } from "../view";

/** How long earlier batches of the same provider and model took, of those that began near the same hour. */
export type History = { usualSeconds: number; slowSeconds: number; batches: number };

export type Course = {
  now: Date;
  startedAt: Date | null;
  deadlineAt: Date | null;
  /** As the provider counts; null: it shows nothing before the end. */
  progress: { done: number; total: number } | null;
  history: History | null;
};

export type Forecast = { eta: Date | null; by: "pace" | "history" | null; isAtRisk: boolean };

const MINUTE_MS = 60_000;
/** Before that a pace is chance. */
const LEAST_DONE = 0.01;
const LEAST_AGE_MS = 5 * MINUTE_MS;
/** With less than this share of the window left, and no reason to expect the end in it, somebody should know. */
const MARGIN_SHARE = 1 / 6;
const MOST_MARGIN_MS = 2 * 60 * MINUTE_MS;

/** When it will probably be done, and whether that is too late. A guess is never made from nothing. */
export function forecastOf(course: Course): Forecast {
  const expected = byPace(course) ?? byHistory(course);
  const { deadlineAt, now, startedAt } = course;
  if (!deadlineAt || !startedAt) return { eta: null, by: null, ...expected, isAtRisk: false };
  if (expected) return { ...expected, isAtRisk: expected.eta > deadlineAt };
  const left = deadlineAt.getTime() - now.getTime();
  return { eta: null, by: null, isAtRisk: left < marginMs(startedAt, deadlineAt) };
}

export function marginMs(startedAt: Date, deadlineAt: Date): number {
  return Math.min((deadlineAt.getTime() - startedAt.getTime()) * MARGIN_SHARE, MOST_MARGIN_MS);
}

function byPace({ now, startedAt, progress }: Course): { eta: Date; by: "pace" } | null {
  if (!startedAt || !progress || progress.total === 0) return null;
  const age = now.getTime() - startedAt.getTime();
  if (age < LEAST_AGE_MS || progress.done < progress.total * LEAST_DONE || progress.done === 0) return null;
  const left = Math.max(0, progress.total - progress.done);
  return { eta: new Date(now.getTime() + Math.round((age / progress.done) * left)), by: "pace" };
}

/** The usual time; once that is past the slow one; once that is past too, nobody knows. */
function byHistory({ now, startedAt, history }: Course): { eta: Date; by: "history" } | null {
  if (!startedAt || !history) return null;
  for (const seconds of [history.usualSeconds, history.slowSeconds]) {
    const eta = new Date(startedAt.getTime() + seconds * 1000);
    if (eta > now) return { eta, by: "history" };
  }
  return null;
}

/** `At this rate 2,800 requests would miss the deadline.` */
export function riskWords(course: Course, forecast: Forecast): Reason | null {
  if (!forecast.isAtRisk) return null;
  const missed = forecast.by === "pace" ? missedAtPace(course) : null;
  if (missed !== null)
    return {
      code: "at-risk",
      message: `At this rate ${formatWhole(missed)} ${missed === 1 ? "request" : "requests"} would miss the deadline.`,
    };
  if (forecast.by === "history")
    return { code: "at-risk", message: "Earlier batches of this model took longer than what is left." };
  return { code: "at-risk", message: "Little of the window is left, and earlier batches were done by now." };
}

function missedAtPace({ now, startedAt, deadlineAt, progress }: Course): number | null {
  if (!startedAt || !deadlineAt || !progress) return null;
  const age = now.getTime() - startedAt.getTime();
  const byThen = Math.floor(
    progress.done + (progress.done / age) * Math.max(0, deadlineAt.getTime() - now.getTime()),
  );
  return Math.max(1, progress.total - byThen);
}
