import { ownerScope } from "@/lib/core/access";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type Batch, loadBatch, lockBatch } from "./store/batches";
import { lockParts } from "./store/parts/move-part";
import type { Part } from "./store/parts/part-row";

export type Held = { ctx: Context; batch: Batch; parts: Part[] };

/**
 * A person's change of a batch: who may, that it is theirs to see, and then both it and its parts held until the change
 * is made. Parts first: workers take them in that order.
 */
export async function changingBatch<T>(
  ctx: Context,
  batchId: string,
  change: (held: Held) => Promise<T>,
): Promise<T> {
  await loadBatch(ctx, batchId, ownerScope(ctx.actor, "batches.write"));
  return inTransaction(ctx, async (ctx) => {
    const parts = await lockParts(ctx, batchId);
    const batch = await lockBatch(ctx, batchId);
    return change({ ctx, batch, parts });
  });
}

/** Who did it, for the event log. */
export const byWhom = ({ actor }: Pick<Context, "actor">): string => actor.name;
