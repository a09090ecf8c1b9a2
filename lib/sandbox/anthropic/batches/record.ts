import { hash32 } from "@/lib/sandbox/platform/chance";
import type { Outcomes } from "@/lib/sandbox/platform/setting-parts";
import type { Pace, Plan } from "@/lib/sandbox/work/plan";

export type Counts = { succeeded: number; errored: number; canceled: number; expired: number };

/** Moments are virtual milliseconds here and RFC 3339 texts on the wire. */
export type BatchRecord = {
  id: string;
  scope: string;
  status: "in_progress" | "canceling" | "ended";
  at: { created: number; expires: number; ended?: number; cancelInitiated?: number; archived?: number };
  /** When the next thing happens by itself; null when nothing will. */
  dueAt: number | null;
  /** Raised by every change of status: work begun under an older one is thrown away. */
  epoch: number;
  outcomes: Outcomes;
  plan: Plan;
  pace: Pace;
  /** Set when the whole batch has ended: until then nobody is told how far it is. */
  counts: Counts | null;
  billed: string;
  models: string[];
  hiddenUntil: number;
  /** How often the batch was asked for. */
  polls: number;
};

export function batchOnTheWire(batch: BatchRecord, origin: string) {
  const { at, counts } = batch;
  const hasResults = batch.status === "ended" && at.archived === undefined;
  return {
    id: batch.id,
    type: "message_batch",
    processing_status: batch.status,
    request_counts: counts
      ? { processing: 0, ...counts }
      : { processing: batch.plan.total, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
    created_at: moment(batch.id, at.created),
    expires_at: moment(batch.id, at.expires),
    ended_at: moment(batch.id, at.ended),
    cancel_initiated_at: moment(batch.id, at.cancelInitiated),
    archived_at: moment(batch.id, at.archived),
    results_url: hasResults ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
  };
}

/** RFC 3339 with microseconds, which the clock does not have and a reader must bear. */
function moment(id: string, at: number | undefined): string | null {
  if (at === undefined) return null;
  const micros = String(hash32(id) % 1000).padStart(3, "0");
  return new Date(at).toISOString().replace("Z", `${micros}Z`);
}
