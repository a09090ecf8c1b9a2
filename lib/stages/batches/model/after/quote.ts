import { divideRounded, type Picodollars } from "@/lib/core/money";
import type { BatchRow } from "../view";

type Priced = {
  batch: { estimate: Picodollars | null; estimateSync: Picodollars | null };
  progress: BatchRow["progress"];
  counts: BatchRow["requests"];
};

/**
 * What a call each would cost of what has no end yet. Of a batch that runs, what the provider says it has done is taken
 * off: it is kept and paid for. Null: no price is known.
 */
export function quoteOf(
  remaining: { requests: number; estimate: Picodollars | null },
  { batch, progress, counts }: Priced,
): { requests: number; cost: Picodollars | null } {
  const doneThere = progress ? Math.max(0, progress.done - (counts.total - counts.pending)) : 0;
  const requests = Math.max(0, remaining.requests - doneThere);
  const { estimate, estimateSync } = batch;
  if (remaining.estimate === null || estimateSync === null || !estimate || remaining.requests === 0)
    return { requests, cost: null };
  const sync = divideRounded(remaining.estimate * estimateSync, estimate);
  return { requests, cost: divideRounded(sync * BigInt(requests), BigInt(remaining.requests)) };
}
