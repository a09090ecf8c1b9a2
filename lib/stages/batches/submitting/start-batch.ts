import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { prepareBatchJob } from "../jobs";
import { awaitsRelease } from "../model/batch-state";
import type { BatchId } from "../model/input";
import { saveBatch } from "../store/batches";
import { addEvents } from "../store/events";
import { overrulePart } from "../store/parts/move-part";
import { refreshBatch } from "../store/parts/refresh-batch";
import { byWhom, changingBatch, type Held } from "../writing";

/** Lets a batch go that was held. Its files are written first when they are not there yet. */
export async function startBatch(ctx: Context, { batchId }: BatchId): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  return changingBatch(ctx, batchId, async (held) => {
    const { ctx, batch, parts } = held;
    refuseStart(held);
    await saveBatch(ctx, batchId, { state: "queued", start: "now" });
    if (parts.length === 0)
      await ctx.queue.enqueue(ctx.db, prepareBatchJob, { organisationId: ctx.organisation.id, batchId });
    // Of a batch with a canary only the canary goes.
    const going = parts.some(({ isCanary }) => isCanary) ? parts.filter(({ isCanary }) => isCanary) : parts;
    for (const part of going)
      if (part.state === "held") await overrulePart(ctx, part, { state: "queued", nextCheckAt: ctx.now() });
    await addEvents(ctx, batchId, [{ event: "batch.started", detail: { by: byWhom(ctx) } }]);
    await audit(ctx, "batch.started", batchId, { requests: batch.requests });
    await refreshBatch(ctx, batchId);
    return { id: batchId };
  });
}

function refuseStart({ batch: { state, filesRemovedAt }, parts }: Held): void {
  if (awaitsRelease(parts)) throw conflict("Its canary has ended: release the rest instead.");
  if (filesRemovedAt)
    throw conflict("Its files were removed, as their retention time says. Upload them again.");
  if (state === "held") return;
  if (state === "preflight") throw conflict("Preflight is not done yet. It can start as soon as it is.");
  if (state === "blocked") throw conflict("Preflight found what would make it fail. Mend that first.");
  throw conflict(`It is ${state} already.`);
}
