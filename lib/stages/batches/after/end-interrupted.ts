import { type Context, inTransaction } from "@/lib/platform/context";
import { keepSingle, loadOpenCalls } from "../store/calls";
import { addEvents, announce } from "../store/events";
import { CALL_MS } from "./single-calls";

const GRACE_MS = 60_000;

/**
 * Calls that were begun longer ago than any call takes, and have no outcome: their worker died. They may have been
 * charged, so they are told as such and never made again by themselves.
 */
export async function endInterrupted(ctx: Context, batchId: string): Promise<void> {
  const now = ctx.now();
  const dead = (await loadOpenCalls(ctx, batchId)).filter(
    ({ begunAt }) => now.getTime() - begunAt.getTime() > CALL_MS + GRACE_MS,
  );
  if (dead.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    for (const { n, attempt, lane } of dead)
      await keepSingle(
        ctx,
        batchId,
        {
          ...{ n, attempt, lane, status: "failed", code: "interrupted", remedy: "resend", endedAt: now },
          message: "Cut off while it was called. It may have been worked and charged.",
        },
        { cost: null, syncCost: null },
      );
    await addEvents(ctx, batchId, [{ event: "rest.interrupted", detail: { requests: dead.length } }]);
    await announce(ctx, batchId);
  });
}
