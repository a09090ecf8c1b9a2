import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { awaitsRelease } from "../model/batch-state";
import type { BatchId } from "../model/input";
import { addEvents } from "../store/events";
import { overrulePart } from "../store/parts/move-part";
import { refreshBatch } from "../store/parts/refresh-batch";
import { byWhom, changingBatch } from "../writing";

/** After a look at the canary's results: the rest goes. */
export async function releaseCanary(ctx: Context, { batchId }: BatchId): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  return changingBatch(ctx, batchId, async ({ ctx, batch, parts }) => {
    if (!awaitsRelease(parts)) throw conflict("No canary of it waits to be released.");
    if (batch.filesRemovedAt)
      throw conflict("Its files were removed, as their retention time says. Upload them again.");
    const held = parts.filter(({ state }) => state === "held");
    for (const part of held) await overrulePart(ctx, part, { state: "queued", nextCheckAt: ctx.now() });
    await addEvents(ctx, batchId, [{ event: "batch.released", detail: { by: byWhom(ctx) } }]);
    await audit(ctx, "batch.released", batchId, { parts: held.length });
    await refreshBatch(ctx, batchId);
    return { id: batchId };
  });
}
