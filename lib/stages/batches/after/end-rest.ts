import { toDecimal } from "@/lib/core/money";
import { type Context, inTransaction } from "@/lib/platform/context";
import { Rest } from "../model/after/rest";
import { bookSoon } from "../settling/end-part";
import { lockBatch, saveBatch } from "../store/batches";
import { loadSpent } from "../store/calls";
import { addEvents } from "../store/events";
import { lockParts } from "../store/parts/move-part";
import { refreshBatch } from "../store/parts/refresh-batch";
import { loadRemaining } from "../store/requests";

/** The order is carried out, or as far as its cap allowed. What came of it enters the ledger with the rest. */
export async function endRest(
  ctx: Context,
  batchId: string,
  ended: "done" | "capped" | "cancelled",
): Promise<void> {
  const [spent, left] = await Promise.all([loadSpent(ctx, batchId), loadRemaining(ctx, batchId)]);
  await inTransaction(ctx, async (ctx) => {
    await lockParts(ctx, batchId);
    const batch = await lockBatch(ctx, batchId);
    const order = Rest.safeParse(batch.rest);
    if (!order.success || order.data.endedAt !== null) return;
    await saveBatch(ctx, batchId, { rest: { ...order.data, endedAt: ctx.now().toISOString(), ended } });
    const capped = { requests: left.requests, cap: toDecimal(BigInt(order.data.cap)) };
    await addEvents(ctx, batchId, [
      ...(ended === "capped" ? [{ event: "rest.capped", detail: capped }] : []),
      { event: "rest.done", detail: { requests: spent.done } },
    ]);
    await refreshBatch(ctx, batchId);
    await bookSoon(ctx, batchId);
  });
}
