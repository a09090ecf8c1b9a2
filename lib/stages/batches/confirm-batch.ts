import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { conflict, invalid } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { preflightBatchJob } from "./jobs";
import { openUnsent } from "./preflight/open-unsent";
import { addEventOn, moveUnsent, type Unsent } from "./store/checked";
import { inSql } from "./store/transaction";
import { startBatch } from "./submitting/start-batch";

const Canary = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z.coerce.number("Use a number.").int().min(1, "At least one.").max(100_000, "At most 100,000.").optional(),
);

export const ConfirmBatch = z.object({
  batchId: z.string().min(1).max(100),
  /** now: it goes. hold: it stays ready. */
  start: z.enum(["now", "hold"]).default("now"),
  /** So many lines go first; absent: all at once. */
  canary: Canary,
});
export type ConfirmBatch = z.infer<typeof ConfirmBatch>;

/**
 * The press at the end of the page of a new batch. Another canary makes another plan of files, so the check runs again
 * and the batch goes by itself when nothing blocks it.
 */
export async function confirmBatch(
  ctx: Context,
  {
    batchId,
    start,
    canary = null,
  }: { batchId: string; start: "now" | "hold"; canary?: number | null | undefined },
): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  const batch = await openUnsent(ctx, batchId);
  refuseEarly(batch, canary);
  if (batch.canary !== canary) await checkAgain(ctx, batch, { start, canary });
  else if (start === "now") await startBatch(ctx, { batchId });
  return { id: batchId };
}

function refuseEarly({ state, preflight }: Unsent, canary: number | null): void {
  if (state === "preflight") throw conflict("The file is being checked. Confirm it when that is done.");
  if (state === "blocked") throw conflict("Preflight found what would make it fail. Mend that first.");
  const most = (preflight?.requests ?? 0) - 1;
  if (canary !== null && canary > most)
    throw invalid("A canary is a part of the batch.", {
      canary: most > 0 ? `At most ${most} of these requests can go first.` : "There is one request alone.",
    });
}

type Plan = { start: "now" | "hold"; canary: number | null };

async function checkAgain(ctx: Context, batch: Unsent, plan: Plan): Promise<void> {
  await inSql(ctx, async (client) => {
    const to = { state: "preflight" as const, reason: null, plan };
    if (!(await moveUnsent(client, ctx, { batch, from: ["held"], to })))
      throw conflict("Somebody else changed this batch just now. Look at it again.");
    const detail = { canary: plan.canary, by: ctx.actor.name };
    await addEventOn(client, ctx, { batchId: batch.id, event: "batch.canary-chosen", detail });
    await auditOn(client, ctx, { event: "batch.canary-chosen", subject: batch.id, detail });
    const payload = { organisationId: ctx.organisation.id, batchId: batch.id };
    await ctx.queue.enqueue(client, preflightBatchJob, payload);
  });
}
