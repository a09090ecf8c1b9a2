import type { Outcomes } from "@/lib/sandbox/platform/setting-parts";
import { doneShare, type Pace, type Plan, progressAt } from "@/lib/sandbox/work/plan";
import type { Tokens } from "@/lib/sandbox/work/tokens";

export type BatchStatus =
  | "validating"
  | "failed"
  | "in_progress"
  | "finalizing"
  | "completed"
  | "expired"
  | "cancelling"
  | "cancelled";

export type BatchError = { code: string; message: string; line: number | null; param: string | null };

/** Moments are virtual milliseconds here and whole seconds on the wire. */
export type BatchRecord = {
  id: string;
  scope: string;
  endpoint: string;
  inputFileId: string;
  inputFilename: string;
  metadata: Record<string, string> | null;
  outputExpirySeconds: number | null;
  model: string | null;
  status: BatchStatus;
  errors: BatchError[] | null;
  outputFileId: string | null;
  errorFileId: string | null;
  at: Partial<
    Record<
      | "created"
      | "inProgress"
      | "finalizing"
      | "completed"
      | "failed"
      | "expired"
      | "cancelling"
      | "cancelled",
      number
    >
  > & {
    created: number;
    expires: number;
  };
  /** When the next thing happens by itself; null when all is over. */
  dueAt: number | null;
  /** Raised by every change of status: work begun under an older one is thrown away. */
  epoch: number;
  outcomes: Outcomes;
  plan: Plan | null;
  pace: Pace | null;
  /** Final, once the batch is over. */
  counts: { total: number; completed: number; failed: number } | null;
  usage: Omit<Tokens, "cacheWrite"> | null;
  queuedTokens: number;
  billed: string;
  hiddenUntil: number;
  /** How often the batch was asked for. */
  polls: number;
};

export const isOver = (batch: BatchRecord) =>
  batch.status === "failed" ||
  batch.status === "completed" ||
  batch.status === "expired" ||
  batch.status === "cancelled";

export function countsAt(batch: BatchRecord, now: number) {
  if (batch.counts) return batch.counts;
  if (!batch.plan || !batch.pace) return { total: 0, completed: 0, failed: 0 };
  const { done, failed } = progressAt(batch.plan, doneShare(batch.pace, now));
  return { total: batch.plan.total, completed: done - failed, failed };
}

const seconds = (moment: number | undefined) => (moment === undefined ? null : Math.floor(moment / 1000));

export function batchOnTheWire(batch: BatchRecord, now: number) {
  const usage = batch.usage ?? { input: 0, cached: 0, output: 0, reasoning: 0 };
  return {
    id: batch.id,
    object: "batch",
    endpoint: batch.endpoint,
    model: batch.model,
    errors: batch.errors && { object: "list", data: batch.errors },
    input_file_id: batch.inputFileId,
    completion_window: "24h",
    status: batch.status,
    output_file_id: batch.outputFileId,
    error_file_id: batch.errorFileId,
    created_at: Math.floor(batch.at.created / 1000),
    in_progress_at: seconds(batch.at.inProgress),
    expires_at: seconds(batch.at.expires),
    finalizing_at: seconds(batch.at.finalizing),
    completed_at: seconds(batch.at.completed),
    failed_at: seconds(batch.at.failed),
    expired_at: seconds(batch.at.expired),
    cancelling_at: seconds(batch.at.cancelling),
    cancelled_at: seconds(batch.at.cancelled),
    request_counts: countsAt(batch, now),
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
    metadata: batch.metadata,
  };
}
