import { authorise } from "@/lib/core/access";
import { refused } from "@/lib/core/errors";
import { type Context, inTransaction } from "@/lib/platform/context";
import { saveBatch, saveOutcomes, saveRequests, saveSyncOutcomes } from "../store/place";
import type { PlacedBatch, PlacedPart } from "./placed-batch";
import { LINE_BYTES, writeUpload } from "./write-upload";

/**
 * Puts a batch into the sample organisation as its story has it: it was never sent, no worker ever looks at it, and it
 * enters no ledger.
 */
export async function placeBatch(ctx: Context, batch: PlacedBatch): Promise<{ id: string }> {
  authorise(ctx.actor, "organisation.write");
  if (!ctx.organisation.isSample) throw refused("Only the sample organisation has batches that never ran.");
  if (batch.parts.length > 0) await writeUpload(ctx, batch);
  return inTransaction(ctx, async (ctx) => {
    await saveBatch(ctx, batch);
    if (batch.parts.length > 0) await saveRequests(ctx, batch, LINE_BYTES);
    for (const part of endedParts(batch)) await saveOutcomes(ctx, batch, part, part.bad);
    await saveSyncOutcomes(ctx, batch);
    return { id: batch.id };
  });
}

type EndedPart = Parameters<typeof saveOutcomes>[2] & { bad: Parameters<typeof saveOutcomes>[3] };

/** Parts whose results were read, each with its range of requests and its share of the sums. */
function endedParts({ parts, cost, runAsSync }: PlacedBatch): EndedPart[] {
  const spent = cost.settled === null ? 0n : cost.settled - (runAsSync?.cost ?? 0n);
  const sync = cost.settledSync === null ? 0n : cost.settledSync - (runAsSync?.cost ?? 0n);
  const all = parts.reduce((sum, part) => sum + workedOf(part), 0);
  let from = 1;
  return parts.flatMap((part, index) => {
    const range = { number: index + 1, from, to: from + part.requests - 1 };
    from += part.requests;
    if (!part.ended) return [];
    const share = (sum: bigint) => (sum * BigInt(workedOf(part))) / BigInt(Math.max(1, all));
    const ended = { ...range, cost: share(spent), sync: share(sync), endedAt: part.ended.at };
    return [{ ...ended, bad: badOf(part.ended, range) }];
  });
}

function workedOf({ requests, ended }: PlacedPart): number {
  if (!ended) return 0;
  return requests - ended.expired - ended.failures.reduce((sum, { count }) => sum + count, 0);
}

/** Failures lie among the first and then evenly, their kinds by turns; what expired is what came last. */
function badOf(
  { failures, expired }: NonNullable<PlacedPart["ended"]>,
  { from, to }: { from: number; to: number },
): EndedPart["bad"] {
  const turns = byTurns(failures.map(({ count }) => count));
  const step = Math.max(1, Math.floor((to - expired - from + 1) / Math.max(1, turns.length)));
  const kinds = failures.map(({ count: _, ...how }, kind) => ({
    status: "failed" as const,
    ...how,
    ns: turns.flatMap((whose, turn) => (whose === kind ? from + turn * step : [])),
  }));
  if (expired === 0) return kinds;
  const ns = Array.from({ length: expired }, (_, index) => to - index);
  const message = "The window closed before it was worked";
  return [...kinds, { status: "expired", code: "expired", message, remedy: "resend", ns }];
}

/** [2, 1] makes 0, 1, 0. */
function byTurns(counts: readonly number[]): number[] {
  const most = Math.max(0, ...counts);
  return Array.from({ length: most }, (_, turn) =>
    counts.flatMap((count, kind) => (turn < count ? kind : [])),
  ).flat();
}
