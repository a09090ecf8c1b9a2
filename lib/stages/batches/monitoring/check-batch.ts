import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { BatchId } from "../model/input";
import { isSent } from "../model/part";
import { callSoon } from "../store/parts/move-part";
import { changingBatch } from "../writing";

/** Does not wait for the next look. What was sent a moment ago is left alone: it is looked for when it surely shows. */
export async function checkBatch(ctx: Context, { batchId }: BatchId): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  return changingBatch(ctx, batchId, async ({ ctx, parts }) => {
    const there = parts.filter(({ state }) => isSent(state) && state !== "submitting");
    if (there.length === 0) throw conflict("Nothing of it is at the provider now.");
    await callSoon(ctx, there);
    await audit(ctx, "batch.checked", batchId, { parts: there.length });
    return { id: batchId };
  });
}
