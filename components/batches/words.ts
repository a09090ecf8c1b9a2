import { formatClock, formatDuration, formatNear } from "@/lib/core/instants";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchState } from "@/lib/core/values";
import type { BatchRow, RequestCounts } from "@/lib/stages/batches/model/view";
import { lateBy } from "./clock/window";

/** How a state is called; `At risk` stands in the place of `Running`. */
export const STATE_WORDS: Record<BatchState, string> = {
  preflight: "Checking",
  blocked: "Blocked",
  held: "Held",
  scheduled: "Scheduled",
  queued: "Queued",
  submitting: "Sending",
  unsure: "Unsure",
  running: "Running",
  finishing: "Finishing",
  completed: "Completed",
  failed: "Failed",
  expired: "Expired",
  cancelling: "Cancelling",
  cancelled: "Cancelled",
};

export function stateWord({ state, isAtRisk }: Pick<BatchRow, "state" | "isAtRisk">): string {
  return isAtRisk && state === "running" ? "At risk" : STATE_WORDS[state];
}

/** What became of the requests so far, as far as anybody can tell; null: the provider tells nothing before the end. */
export type Progress = Omit<RequestCounts, "pending"> & { left: number };

export function progressOf({
  requests,
  progress,
  startedAt,
}: Pick<BatchRow, "requests" | "progress" | "startedAt">): Progress | null {
  const { succeeded, failed, expired, cancelled, syncDone, total } = requests;
  const ended = succeeded + failed + expired + cancelled;
  if (progress && progress.done > ended) {
    // What the provider calls done holds what failed, and all that is settled already.
    const worked = Math.max(0, progress.done - progress.failed - expired - cancelled);
    const now = { total, succeeded: worked, failed: progress.failed, expired, cancelled, syncDone };
    return { ...now, left: Math.max(0, total - progress.done) };
  }
  if (ended === 0 && !progress && startedAt) return null;
  return { total, succeeded, failed, expired, cancelled, syncDone, left: Math.max(0, total - ended) };
}

/** `36 failed, 12 expired`; null: nothing went wrong. */
export function troubleWords(progress: Progress): string | null {
  const words = (["failed", "expired", "cancelled"] as const).flatMap((kind) =>
    progress[kind] > 0 ? `${formatWhole(progress[kind])} ${kind}` : [],
  );
  return words.length > 0 ? words.join(", ") : null;
}

export function percentDone({ succeeded, total }: Progress): string {
  return total > 0 ? `${Math.floor((succeeded / total) * 100)}%` : "0%";
}

type Words = { main: string; note: string | null; tone: "plain" | "quiet" | "bad" };

/** The window of a batch in words: what is left of it, or what it took. */
export function windowWords(row: BatchRow, now: Date): Words {
  if (row.group === "waiting") return quiet(waitingWords(row, now));
  if (row.group === "finished") return finishedWords(row);
  if (row.state === "queued") return quiet("Waits to be sent");
  if (row.state === "unsure") return { main: "Needs a decision", note: null, tone: "plain" };
  if (!row.startedAt) return quiet("Being sent");
  if (row.state === "finishing") return { main: "Reading results", note: null, tone: "plain" };
  return runningWords(row, now);
}

const quiet = (main: string): Words => ({ main, note: null, tone: "quiet" });

function waitingWords({ state, deadlineAt }: BatchRow, now: Date): string {
  switch (state) {
    case "preflight":
      return "Being checked";
    case "blocked":
      return "Needs a fix";
    case "held":
      return "Waits for you";
    case "scheduled":
      return deadlineAt
        ? `Starts in ${formatDuration(deadlineAt.getTime() - DAY - now.getTime())}`
        : "Starts later";
    default:
      return "Waits to be sent";
  }
}

function finishedWords(row: BatchRow): Words {
  const { state, startedAt, endedAt } = row;
  const took = startedAt && endedAt ? formatDuration(endedAt.getTime() - startedAt.getTime()) : null;
  if (state === "completed") return quiet(took ? `Took ${took}` : "Done");
  if (state === "cancelled") return quiet(took ? `Cancelled at ${took}` : "Cancelled before it started");
  if (state === "expired") return { main: took ? `Expired at ${took}` : "Expired", note: null, tone: "bad" };
  return { main: took ? `Failed at ${took}` : "Failed before it started", note: null, tone: "bad" };
}

function runningWords(row: BatchRow, now: Date): Words {
  const { deadlineAt, isAtRisk } = row;
  const late = lateBy(row);
  const spent = row.startedAt ? formatDuration(now.getTime() - row.startedAt.getTime()) : "";
  const main =
    deadlineAt === null
      ? `${spent} elapsed`
      : deadlineAt > now
        ? `${formatDuration(deadlineAt.getTime() - now.getTime())} left`
        : "Past its deadline";
  if (late !== null)
    return {
      main,
      note: `${row.etaBy === "pace" ? "At this rate" : "By its history"}, ${about(late)} late`,
      tone: "bad",
    };
  const note = progressOf(row) === null ? "Shows no progress" : etaWords(row, now);
  return { main, note, tone: isAtRisk ? "bad" : "plain" };
}

/** A forecast is no more exact than this: whole hours from two on. */
const about = (ms: number) => formatDuration(ms < 2 * HOUR ? ms : Math.round(ms / HOUR) * HOUR);

/** `Done about 18:40`; null: nothing to go by. */
export function etaWords({ eta }: Pick<BatchRow, "eta">, now: Date): string | null {
  return eta && eta > now ? `Done about ${formatNear(eta, now)}` : null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `since 22:05`, with its day when it was another one. */
export function sinceWords(at: Date, now: Date): string {
  return now.getTime() - at.getTime() < DAY ? formatClock(at) : formatNear(at, now);
}

/** `1 request`, `41,208 requests` */
export function requestsWord(count: number): string {
  return `${formatWhole(count)} ${count === 1 ? "request" : "requests"}`;
}

export function linesWord(count: number): string {
  return `${formatWhole(count)} ${count === 1 ? "line" : "lines"}`;
}
