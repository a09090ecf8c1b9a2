import type { BatchState } from "@/lib/core/values";
import { isEnded } from "./batch-state";

export type Noticed = {
  state: BatchState;
  isAtRisk: boolean;
  /** Requests with tokens and without a price, and those that failed. */
  unpriced: number;
  hasReason: boolean;
  endedAt: Date | null;
  isRetried: boolean;
};

/** What ended longer ago was seen, or nobody wants to see it. */
export const NOTICED_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** Somebody should look: late, unsure, blocked, in trouble, failed, or money without a price. */
export function needsAttention(batch: Noticed, now: Date): boolean {
  const { state, isAtRisk, unpriced, hasReason, endedAt, isRetried } = batch;
  if (!isEnded(state)) return isAtRisk || state === "unsure" || state === "blocked" || unpriced > 0;
  const isOld = endedAt !== null && now.getTime() - endedAt.getTime() > NOTICED_DAYS * DAY_MS;
  if (isOld || isRetried) return false;
  return state === "failed" || state === "expired" || unpriced > 0 || (hasReason && state === "completed");
}
