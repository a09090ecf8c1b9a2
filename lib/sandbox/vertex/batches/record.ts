import { codeOf, type Kind } from "@/lib/sandbox/google/complain";
import { projectNumber } from "@/lib/sandbox/google/places";
import { hash32 } from "@/lib/sandbox/platform/chance";
import type { Outcomes } from "@/lib/sandbox/platform/setting-parts";
import type { Filterable } from "@/lib/sandbox/vertex/filter";
import { doneShare, type Pace, type Plan, progressAt } from "@/lib/sandbox/work/plan";

export type JobState =
  | "JOB_STATE_QUEUED"
  | "JOB_STATE_PENDING"
  | "JOB_STATE_RUNNING"
  | "JOB_STATE_SUCCEEDED"
  | "JOB_STATE_PARTIALLY_SUCCEEDED"
  | "JOB_STATE_FAILED"
  | "JOB_STATE_CANCELLING"
  | "JOB_STATE_CANCELLED"
  | "JOB_STATE_EXPIRED";

export type Source = { kind: "gcs"; uris: string[] } | { kind: "bigquery"; uri: string };
export type Destination = { kind: "gcs"; prefix: string } | { kind: "bigquery"; uri: string };

/** Moments are virtual milliseconds here and RFC 3339 texts on the wire. */
export type JobRecord = {
  id: string;
  project: string;
  location: string;
  displayName: string;
  model: string;
  labels: Record<string, string>;
  source: Source;
  destination: Destination;
  /** As they were sent. */
  inputConfig: unknown;
  outputConfig: unknown;
  state: JobState;
  error: { kind: Kind; message: string } | null;
  at: { created: number; started?: number; ended?: number; updated: number };
  /** When the next thing happens by itself; null when nothing will. */
  dueAt: number | null;
  /** When it leaves the queue unworked, or stops working. */
  closesAt: number;
  epoch: number;
  outcomes: Outcomes;
  plan: Plan | null;
  pace: Pace | null;
  /** Final, once the job is over. Null incomplete: nobody counted. */
  stats: { successful: number; failed: number; incomplete: number | null } | null;
  outputInfo: Record<string, string> | null;
  billed: string;
  hiddenUntil: number;
  /** How often the job was asked for. */
  polls: number;
};

const over: JobState[] = [
  "JOB_STATE_SUCCEEDED",
  "JOB_STATE_PARTIALLY_SUCCEEDED",
  "JOB_STATE_FAILED",
  "JOB_STATE_CANCELLED",
  "JOB_STATE_EXPIRED",
];

export const isOver = (job: JobRecord) => over.includes(job.state);

/** How many rows had their turn. */
export function doneAt(job: JobRecord, now: number): { done: number; failed: number } {
  return job.plan && job.pace ? progressAt(job.plan, doneShare(job.pace, now)) : { done: 0, failed: 0 };
}

export function statsAt(job: JobRecord, now: number): JobRecord["stats"] {
  if (job.stats || !job.plan) return job.stats;
  const { done, failed } = doneAt(job, now);
  return { successful: done - failed, failed, incomplete: job.plan.total - done };
}

export function jobOnTheWire(job: JobRecord, { now, showsStats }: { now: number; showsStats: boolean }) {
  const moment = (at: number | undefined) => (at === undefined ? undefined : momentOf(job.id, at));
  const stats = isOver(job) || showsStats ? statsAt(job, now) : null;
  return {
    name: `projects/${projectNumber(job.project)}/locations/${job.location}/batchPredictionJobs/${job.id}`,
    displayName: job.displayName,
    model: job.model,
    inputConfig: job.inputConfig,
    outputConfig: job.outputConfig,
    ...(job.outputInfo && { outputInfo: job.outputInfo }),
    state: job.state,
    ...(job.error && { error: { code: rpcCode(job.error.kind), message: job.error.message } }),
    ...(stats && { completionStats: statsOnTheWire(stats) }),
    createTime: momentOf(job.id, job.at.created),
    ...(job.at.started !== undefined && { startTime: moment(job.at.started) }),
    ...(job.at.ended !== undefined && { endTime: moment(job.at.ended) }),
    updateTime: momentOf(job.id, job.at.updated),
    ...(Object.keys(job.labels).length > 0 && { labels: job.labels }),
    modelVersionId: "1",
  };
}

/** Whole numbers of 64 bits are texts, and a zero is left out. */
function statsOnTheWire({ successful, failed, incomplete }: NonNullable<JobRecord["stats"]>) {
  return {
    ...(successful > 0 && { successfulCount: String(successful) }),
    ...(failed > 0 && { failedCount: String(failed) }),
    ...(incomplete !== 0 && { incompleteCount: String(incomplete ?? -1) }),
  };
}

export function filterable(job: JobRecord): Filterable {
  return {
    display_name: job.displayName,
    model_display_name: "",
    state: job.state,
    create_time: new Date(job.at.created).toISOString(),
    labels: job.labels,
  };
}

/** RFC 3339 with microseconds, which the clock does not have and a reader must bear. */
export function momentOf(id: string, at: number): string {
  return new Date(at).toISOString().replace("Z", `${String(hash32(id) % 1000).padStart(3, "0")}Z`);
}

/** Statuses inside a resource have numbers of their own. */
function rpcCode(kind: Kind): number {
  const codes: Partial<Record<Kind, number>> = {
    INVALID_ARGUMENT: 3,
    NOT_FOUND: 5,
    ALREADY_EXISTS: 6,
    PERMISSION_DENIED: 7,
    RESOURCE_EXHAUSTED: 8,
    FAILED_PRECONDITION: 9,
    INTERNAL: 13,
    UNAVAILABLE: 14,
  };
  return codes[kind] ?? codeOf(kind);
}
