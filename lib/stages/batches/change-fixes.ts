import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { preflightBatchJob } from "./jobs";
import { Fix, withFix, withoutFix } from "./model/fix";
import { openUnsent } from "./preflight/open-unsent";
import { addEventOn, moveUnsent } from "./store/checked";
import { inSql } from "./store/transaction";

const shape = {
  /** A fix to choose, and one to take back. */
  add: Fix.optional(),
  remove: Fix.optional(),
};
const isChange = ({ add, remove }: { add?: Fix | undefined; remove?: Fix | undefined }) =>
  add !== undefined || remove !== undefined;
const WHAT = "Name a fix to add or to take back.";

/** The same without the batch, which an address names. */
export const FixChange = z.object(shape).refine(isChange, WHAT);
export const ChangeFixes = z.object({ ...shape, batchId: z.string().min(1).max(100) }).refine(isChange, WHAT);
export type ChangeFixes = z.infer<typeof ChangeFixes>;

/** Chooses a fix or takes one back; the upload stays as it came, and preflight looks through it again. */
export async function changeFixes(
  ctx: Context,
  { batchId, add, remove }: ChangeFixes,
): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  const batch = await openUnsent(ctx, batchId);
  const kept = remove ? withoutFix(batch.fixes, remove) : batch.fixes;
  const fixes = add ? withFix(kept, add) : kept;
  if (JSON.stringify(fixes) === JSON.stringify(batch.fixes)) return { id: batchId };
  await inSql(ctx, async (client) => {
    const to = { state: "preflight" as const, reason: null, fixes };
    if (!(await moveUnsent(client, ctx, { batch, from: ["preflight", "blocked", "held"], to })))
      throw conflict("Somebody else changed this batch just now. Look at it again.");
    for (const [fix, event] of [
      [add, "batch.fix-added"],
      [remove, "batch.fix-undone"],
    ] as const) {
      if (!fix) continue;
      await addEventOn(client, ctx, { batchId, event, detail: { kind: fix.kind, by: ctx.actor.name } });
      await auditOn(client, ctx, { event, subject: batchId, detail: { kind: fix.kind } });
    }
    const payload = { organisationId: ctx.organisation.id, batchId };
    await ctx.queue.enqueue(client, preflightBatchJob, payload);
  });
  return { id: batchId };
}
