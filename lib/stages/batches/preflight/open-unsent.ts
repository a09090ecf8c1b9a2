import { authorise } from "@/lib/core/access";
import { AppError, conflict, notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { findUnsent, type Unsent } from "../store/checked";

/** A batch that may still be changed by this person. What is not theirs is not there for them. */
export async function openUnsent(ctx: Context, batchId: string): Promise<Unsent> {
  const reach = authorise(ctx.actor, "batches.write");
  const batch = await findUnsent(ctx, batchId);
  if (!batch) throw notFound("This batch");
  if (reach === "own")
    await findEndpoint(ctx, batch.endpointKey).catch((error: unknown) => {
      throw error instanceof AppError && error.code === "not_found" ? notFound("This batch") : error;
    });
  if (batch.isPrepared || !["preflight", "blocked", "held"].includes(batch.state))
    throw conflict("This batch has been started. What was sent cannot be changed.");
  return batch;
}
