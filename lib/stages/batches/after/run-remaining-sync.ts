import { authorise } from "@/lib/core/access";
import { conflict, refused } from "@/lib/core/errors";
import { DOLLAR, divideRounded, toDecimal } from "@/lib/core/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { runRestJob } from "../jobs";
import { quoteOf } from "../model/after/quote";
import { isRestOpen, type Rest } from "../model/after/rest";
import { isUnbegun } from "../model/batch-state";
import { countsOf, progressOf } from "../model/counts";
import { type BatchId, capIn, type RunRemaining } from "../model/input";
import { stopParts } from "../monitoring/cancel-batch";
import { saveBatch } from "../store/batches";
import { addEvents } from "../store/events";
import { loadRemaining } from "../store/requests";
import { byWhom, changingBatch, type Held } from "../writing";

type Ordered = { id: string; requests: number; quoted: string; cap: string };

/**
 * A person's order to run what has no result yet as single calls, with a cap on what they may cost. The provider is asked
 * to stop first; what it has worked by then is kept, and only the rest is called.
 */
export async function runRemainingSync(ctx: Context, input: BatchId & RunRemaining): Promise<Ordered> {
  authorise(ctx.actor, "batches.write");
  const { batchId } = input;
  return changingBatch(ctx, batchId, async (held) => {
    const { ctx, batch } = held;
    const { requests, cost } = await quote(held);
    const cap = capIn(input) ?? capFor(cost);
    const order: Rest = {
      ...{
        cap: cap.toString(),
        quoted: cost.toString(),
        requests,
        by: byWhom(ctx),
        at: ctx.now().toISOString(),
      },
      ...{ endedAt: null, ended: null },
    };
    await saveBatch(ctx, batchId, { rest: order });
    const words = { requests, quoted: toDecimal(cost), cap: toDecimal(cap) };
    await addEvents(ctx, batchId, [{ event: "rest.ordered", detail: { ...words, by: byWhom(ctx) } }]);
    await audit(ctx, "batch.rest-ordered", batchId, words);
    await stopParts({ ...held, batch });
    await ctx.queue.enqueue(ctx.db, runRestJob, { organisationId: ctx.organisation.id, batchId });
    return { id: batchId, ...words };
  });
}

async function quote({ ctx, batch, parts }: Held): Promise<{ requests: number; cost: bigint }> {
  if (isUnbegun(batch.state) || parts.length === 0)
    throw conflict("It has not begun: there is nothing left over yet.");
  if (batch.filesRemovedAt)
    throw conflict("Its files were removed, as their retention time says. Upload them again.");
  if (isRestOpen(batch.rest)) throw conflict("What is left of it is being run as sync already.");
  const counts = countsOf(batch);
  const shown = parts.map((part) => ({ ...part, isSettled: part.settledAt !== null }));
  const remaining = await loadRemaining(ctx, batch.id);
  const { requests, cost } = quoteOf(remaining, { batch, counts, progress: progressOf(shown, counts) });
  if (requests === 0) throw conflict("Nothing of it is left to run.");
  if (cost === null)
    throw refused(
      "No price is known for what is left, so no cap can be kept. Add the model's price in Settings.",
    );
  return { requests, cost };
}

/** Estimates are off by something: half as much again, to the next cent. */
function capFor(cost: bigint): bigint {
  const cent = DOLLAR / 100n;
  const wanted = divideRounded(cost * 3n, 2n);
  return ((wanted + cent - 1n) / cent) * cent;
}
