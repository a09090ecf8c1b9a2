import type { RemoteBatch, RemoteCounts } from "@/lib/core/provider";
import type { WireJob } from "./api";

type State = Pick<RemoteBatch, "state" | "ending">;

const STATES: Record<string, State> = {
  Submitted: { state: "validating", ending: null },
  Validating: { state: "validating", ending: null },
  // It waits for its turn; nothing is asked of the input any more.
  Scheduled: { state: "running", ending: null },
  InProgress: { state: "running", ending: null },
  Stopping: { state: "cancelling", ending: null },
  Completed: { state: "over", ending: "completed" },
  // Not everything was worked in time; the output holds what was.
  PartiallyCompleted: { state: "over", ending: "expired" },
  Expired: { state: "over", ending: "expired" },
  Stopped: { state: "over", ending: "cancelled" },
  Failed: { state: "over", ending: "failed" },
};

/** A job in our words. A status that we do not know means that it still runs. */
export function remoteBatch(wire: WireJob, now = new Date()): RemoteBatch {
  const rawState = wire.status ?? "unknown";
  const { state, ending } = endingOf(wire, STATES[rawState] ?? { state: "running", ending: null });
  const hasWorked = workedBy(wire) !== 0;
  return {
    id: wire.jobArn,
    state,
    ending,
    rawState,
    counts: countsOf(wire, ending),
    hasResults: ending === "completed" || ((ending === "expired" || ending === "cancelled") && hasWorked),
    createdAt: wire.submitTime ?? now,
    expiresAt: wire.jobExpirationTime ?? null,
    endedAt: state === "over" ? (wire.endTime ?? wire.lastModifiedTime ?? null) : null,
    failure: rawState === "Failed" ? { ...failureOf(wire), retry: false } : null,
  };
}

/** A job may also fail in the middle. What it had worked until then is charged, and read like any other result. */
function endingOf(wire: WireJob, { state, ending }: State): State {
  return ending === "failed" && (workedBy(wire) ?? 0) > 0
    ? { state, ending: "completed" }
    : { state, ending };
}

type Worked = Pick<WireJob, "processedRecordCount" | "successRecordCount" | "errorRecordCount">;

/** How many records were worked, well or not, as a job or its manifest tells. Null: not told. */
export function workedBy({
  processedRecordCount,
  successRecordCount,
  errorRecordCount,
}: Worked): number | null {
  if (processedRecordCount != null) return processedRecordCount;
  if (successRecordCount == null && errorRecordCount == null) return null;
  return (successRecordCount ?? 0) + (errorRecordCount ?? 0);
}

/** Zeros while it validates say nothing. What did not run is counted nowhere. */
function countsOf(wire: WireJob, ending: RemoteBatch["ending"]): RemoteCounts | null {
  const { totalRecordCount: total, successRecordCount: succeeded, errorRecordCount: failed } = wire;
  if (!total) return null;
  const left = succeeded == null || failed == null ? null : Math.max(0, total - succeeded - failed);
  const rest = (kind: "expired" | "cancelled") => (ending === null ? null : ending === kind ? left : 0);
  return {
    total,
    succeeded: succeeded ?? null,
    failed: failed ?? null,
    expired: rest("expired"),
    cancelled: rest("cancelled"),
  };
}

/** Reasons that people meet, by what AWS's sentence speaks of. Its wording is not documented. */
const REASONS: [RegExp, string, string][] = [
  [
    /minimum|fewer|at least|too few/i,
    "too_few_records",
    "It holds fewer records than Bedrock takes of this model.",
  ],
  [
    /access denied|permission|not authorized|forbidden/i,
    "job_role",
    "The job role may not read the input or write the output. Compare its policy with the one in Settings.",
  ],
  [/bucket/i, "bucket", "The bucket is not there, or not in the region of the jobs. Correct it in Settings."],
  [/assume/i, "job_role_trust", "Bedrock may not take on the job role. Correct the role's trust policy."],
];

/** Why nothing ran: our sentence where we know the reason, and AWS's own, in which no prompt stands. */
export function failureOf({ message }: Pick<WireJob, "message">): { code: string; message: string } {
  const said = tidy(message ?? "");
  const [, code, ours] = REASONS.find(([pattern]) => pattern.test(said)) ?? [null, "refused_input", null];
  if (said === "")
    return { code, message: "Bedrock failed the job and gave no reason. Look at it in the AWS console." };
  return { code, message: `${ours ?? "Bedrock refused the input."} AWS says: ${said}` };
}

const LONGEST = 300;

/** One line, without what looks like a piece of the input. */
function tidy(message: string): string {
  const plain =
    message
      .split(/[{[<`]/)[0]
      ?.replace(/\s+/g, " ")
      .trim() ?? "";
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
