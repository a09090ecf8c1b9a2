import type { RemoteCounts } from "@/lib/core/provider";
import type { BatchRow, RequestCounts } from "./view";

export type Tally = {
  requests: number;
  succeeded: number;
  failed: number;
  expired: number;
  cancelled: number;
  syncDone: number;
};

export function countsOf(tally: Tally): RequestCounts {
  const { requests: total, succeeded, failed, expired, cancelled, syncDone } = tally;
  const pending = Math.max(0, total - succeeded - failed - expired - cancelled);
  return { total, succeeded, failed, expired, cancelled, syncDone, pending };
}

/** What the provider itself says of parts whose results are not read yet, on top of what is settled. */
export function progressOf(
  parts: readonly { counts: RemoteCounts | null; requests: number; isSettled: boolean }[],
  counts: RequestCounts,
): BatchRow["progress"] {
  const open = parts.filter(({ isSettled }) => !isSettled);
  const told = open.filter((part) => part.counts !== null && part.counts.succeeded !== null);
  if (told.length === 0) return null;
  const sum = (of: (told: RemoteCounts) => number | null) =>
    told.reduce((total, { counts }) => total + ((counts && of(counts)) ?? 0), 0);
  const failed = sum((remote) => remote.failed);
  const settled = counts.total - counts.pending;
  return {
    done: settled + sum((remote) => remote.succeeded) + failed,
    failed: counts.failed + failed,
    total: counts.total,
  };
}
