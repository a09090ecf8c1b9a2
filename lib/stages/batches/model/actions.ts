import type { BatchState } from "@/lib/core/values";
import { awaitsRelease, isEnded, isUnbegun } from "./batch-state";
import { isOver, isSent, type PartState } from "./part";
import type { BatchActions, RequestCounts } from "./view";

export type Standing = {
  state: BatchState;
  counts: RequestCounts;
  parts: readonly { state: PartState; isCanary: boolean; cancelAskedAt: Date | null }[];
  /** Failed, expired and cancelled requests that may work when sent again as they are. */
  resendable: number;
  /** What a call each would cost of what has no result yet; null: no price is known. */
  remaining: { requests: number; cost: bigint | null };
  isRunningRest: boolean;
  /** Another batch sends it again already. */
  isRetried: boolean;
  filesRemovedAt: Date | null;
  cancelAsked: boolean;
};

/** What the buttons may do now. The verbs ask the same question, so that a page never offers what is refused. */
export function actionsOf(standing: Standing): BatchActions {
  const {
    state,
    counts,
    parts,
    resendable,
    remaining,
    isRunningRest,
    isRetried,
    filesRemovedAt,
    cancelAsked,
  } = standing;
  const keepsFiles = filesRemovedAt === null;
  const ended = counts.total - counts.pending;
  return {
    start: state === "held" && !awaitsRelease(parts) && keepsFiles,
    check: parts.some((part) => isSent(part.state) && part.state !== "submitting"),
    cancel: !isEnded(state) && !cancelAsked,
    retry: isEnded(state) && !isRunningRest && !isRetried && keepsFiles && resendable > 0 ? resendable : null,
    runRemaining:
      (keepsFiles && !isUnbegun(state) && remaining.requests > 0) || isRunningRest
        ? { ...remaining, isRunning: isRunningRest }
        : null,
    release: awaitsRelease(parts) && keepsFiles,
    resolve: parts.some((part) => part.state === "unsure"),
    results: ended > 0 && keepsFiles,
  };
}

/** A cancel order stands until everything it was given for has ended. */
export const isCancelAsked = (parts: Standing["parts"]) =>
  parts.some((part) => part.cancelAskedAt !== null && !isOver(part.state));
