import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { Rest } from "../model/after/rest";
import { isEnded } from "../model/batch-state";
import type { BatchId } from "../model/input";
import { isOver, isWaiting } from "../model/part";
import { concludePart, refreshAndBook } from "../settling/end-part";
import { saveBatch } from "../store/batches";
import { addEvents, announce } from "../store/events";
import { askCancel, overrulePart } from "../store/parts/move-part";
import { byWhom, changingBatch, type Held } from "../writing";

/**
 * Stops a batch. What the provider has not heard of ends at once; of the rest it is asked for the end, and what it has
 * worked by then is kept and paid for.
 */
export async function cancelBatch(ctx: Context, { batchId }: BatchId): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  return changingBatch(ctx, batchId, async (held) => {
    const { ctx, batch, parts } = held;
    if (isEnded(batch.state)) throw conflict(`It is ${batch.state} already.`);
    await stopRest(held);
    await addEvents(ctx, batchId, [{ event: "batch.cancel-asked", detail: { by: byWhom(ctx) } }]);
    await audit(ctx, "batch.cancelled", batchId, { was: batch.state });
    if (parts.length === 0) await throwAway(held);
    else await stopParts(held);
    return { id: batchId };
  });
}

/** No further call is made; those under way end as they do. */
async function stopRest({ ctx, batch }: Held): Promise<void> {
  const order = Rest.safeParse(batch.rest);
  if (!order.success || order.data.endedAt !== null) return;
  const stopped: Rest = { ...order.data, endedAt: ctx.now().toISOString(), ended: "cancelled" };
  await saveBatch(ctx, batch.id, { rest: stopped });
}

/** For whoever holds the batch and its parts. */
export async function stopParts({ ctx, batch, parts }: Held): Promise<void> {
  for (const part of parts) {
    if (isOver(part.state)) continue;
    if (!isWaiting(part.state)) {
      // Its results are being read: there is nothing left to stop.
      if (part.remoteEndedAt === null) await askCancel(ctx, part);
      continue;
    }
    await overrulePart(ctx, part, {
      ...{ state: "cancelled", nextCheckAt: null, settledAt: ctx.now(), reason: null },
    });
    await concludePart(ctx, part, { state: "cancelled", reason: null, rest: NOT_SENT });
  }
  await refreshAndBook(ctx, batch.id);
}

const NOT_SENT = {
  status: "cancelled",
  code: "cancelled-before-start",
  message: "Cancelled before the provider had it.",
  remedy: "resend",
} as const;

/** Nothing of it was written for the provider yet. */
async function throwAway({ ctx, batch }: Held): Promise<void> {
  const { id, requests } = batch;
  await saveBatch(ctx, id, { state: "cancelled", cancelled: requests, endedAt: ctx.now() });
  const detail = { total: requests, cancelled: requests };
  await addEvents(ctx, id, [{ event: "batch.cancelled", detail }]);
  await announce(ctx, id);
}
