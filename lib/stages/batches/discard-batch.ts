import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { BatchId } from "./model/input";
import { openUnsent } from "./preflight/open-unsent";
import { deleteUnsent } from "./store/received";
import { inSql } from "./store/transaction";

/** Throws a batch away that was never started, with its files. The audit remembers that it was there. */
export async function discardBatch(ctx: Context, { batchId }: BatchId): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  const { state } = await openUnsent(ctx, batchId);
  await inSql(ctx, async (client) => {
    if (!(await deleteUnsent(client, ctx, batchId))) throw conflict("This batch has been started meanwhile.");
    await auditOn(client, ctx, { event: "batch.discarded", subject: batchId, detail: { was: state } });
  });
  await ctx.files.remove("batches", batchId);
  return { id: batchId };
}
