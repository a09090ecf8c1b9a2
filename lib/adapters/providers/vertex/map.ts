import type { RemoteBatch, RemoteCounts } from "@/lib/core/provider";
import type { WireJob, WireStatus } from "./api";
import { permissionIn } from "./client";
import { codeOf } from "./dialect/outcome";

type State = Pick<RemoteBatch, "state" | "ending">;

const going = (state: RemoteBatch["state"]): State => ({ state, ending: null });
const over = (ending: RemoteBatch["ending"]): State => ({ state: "over", ending });

const STATES: Record<string, State> = {
  JOB_STATE_QUEUED: going("validating"),
  JOB_STATE_PENDING: going("validating"),
  JOB_STATE_RUNNING: going("running"),
  JOB_STATE_UPDATING: going("running"),
  JOB_STATE_PAUSED: going("running"),
  JOB_STATE_CANCELLING: going("cancelling"),
  JOB_STATE_SUCCEEDED: over("completed"),
  JOB_STATE_PARTIALLY_SUCCEEDED: over("completed"),
  JOB_STATE_FAILED: over("failed"),
  JOB_STATE_CANCELLED: over("cancelled"),
  JOB_STATE_EXPIRED: over("expired"),
};

const HOUR_MS = 3_600_000;
const [QUEUE_HOURS, RUN_HOURS] = [72, 24];

/** The number at the end of a job's name, which a person may also give whole. */
export const idOf = (name: string): string => name.split("/").at(-1) ?? name;

/** A job in our words. A state that we do not know means that it still runs. */
export function remoteBatch(job: WireJob, now = new Date()): RemoteBatch {
  const rawState = job.state ?? "unknown";
  const stats = statsOf(job);
  const { state, ending } = endingOf(STATES[rawState] ?? going("running"), stats);
  const createdAt = instantOf(job.createTime) ?? now;
  return {
    id: idOf(job.name),
    state,
    ending,
    rawState,
    counts: countsOf(stats, ending),
    hasResults: state === "over" && hasOutput(job),
    createdAt,
    expiresAt: expiryOf(job, createdAt),
    endedAt: state === "over" ? (instantOf(job.endTime) ?? instantOf(job.updateTime)) : null,
    failure: ending === "failed" ? failureOf(job) : null,
  };
}

type Stats = { succeeded: number; failed: number; incomplete: number | null };

/** Within the statistics a zero is left out, and -1 means that nobody counted. */
function statsOf({ completionStats }: WireJob): Stats | null {
  if (!completionStats) return null;
  const whole = (value: string | number | null | undefined) => Number(value ?? 0);
  const incomplete = whole(completionStats.incompleteCount);
  const stats = {
    succeeded: whole(completionStats.successfulCount),
    failed: whole(completionStats.failedCount),
    incomplete: incomplete < 0 ? null : incomplete,
  };
  const numbers = [stats.succeeded, stats.failed, stats.incomplete ?? 0];
  return numbers.every((number) => Number.isSafeInteger(number) && number >= 0) ? stats : null;
}

/**
 * A job that ran out of its day ends in one state or another, with what was worked kept and billed: what is left has
 * expired. It has failed as a whole only where nothing ran.
 */
function endingOf(known: State, stats: Stats | null): State {
  const worked = (stats?.succeeded ?? 0) + (stats?.failed ?? 0);
  if (known.ending === "failed" && worked > 0) return over("expired");
  if (known.ending === "completed" && (stats?.incomplete ?? 0) > 0) return over("expired");
  return known;
}

function countsOf(stats: Stats | null, ending: RemoteBatch["ending"]): RemoteCounts | null {
  if (!stats || stats.incomplete === null) return null;
  const { succeeded, failed, incomplete } = stats;
  const left = (kind: RemoteBatch["ending"]) => (ending === null ? null : ending === kind ? incomplete : 0);
  return {
    total: succeeded + failed + incomplete,
    succeeded,
    failed,
    expired: left("expired"),
    cancelled: left("cancelled"),
  };
}

const hasOutput = ({ outputInfo }: WireJob): boolean =>
  Boolean(
    outputInfo?.gcsOutputDirectory || (outputInfo?.bigqueryOutputDataset && outputInfo.bigqueryOutputTable),
  );

/** A day after it began; while it waits, a day after it may wait no longer. */
function expiryOf(job: WireJob, createdAt: Date): Date {
  const began = instantOf(job.startTime);
  if (began) return new Date(began.getTime() + RUN_HOURS * HOUR_MS);
  return new Date(createdAt.getTime() + (QUEUE_HOURS + RUN_HOURS) * HOUR_MS);
}

const WHY: Record<string, string> = {
  INVALID_ARGUMENT: "Vertex AI refused the input.",
  NOT_FOUND: "Vertex AI did not find the input, or the place for the results.",
  ALREADY_EXISTS: "The place for the results is taken.",
  PERMISSION_DENIED: "The job may not read its input or write its results.",
  FAILED_PRECONDITION:
    "Vertex AI cannot run the job as things stand: the bucket or data set may be in another region.",
  RESOURCE_EXHAUSTED: "Vertex AI had no room for the job.",
};

/** Nothing ran, and the same job may find room another time. */
const PASSING = new Set(["RESOURCE_EXHAUSTED", "ABORTED", "DEADLINE_EXCEEDED", "INTERNAL", "UNAVAILABLE"]);

function failureOf({ error, partialFailures }: WireJob): RemoteBatch["failure"] {
  const told = error ?? partialFailures?.[0];
  const code = told?.code == null ? "UNKNOWN" : codeOf(told.code);
  const permission = code === "PERMISSION_DENIED" ? permissionOf(told) : null;
  const why = WHY[code] ?? `Vertex AI could not run the job (${code}).`;
  const message = permission === null ? why : `${why} It lacks ${permission}.`;
  return { code, message, retry: PASSING.has(code) };
}

const permissionOf = (told: WireStatus | undefined): string | null =>
  permissionIn({ kind: "status", status: 403, retryAfterSeconds: null, body: told });

/** RFC 3339, with more digits than a date keeps. */
function instantOf(text: string | null | undefined): Date | null {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}
