import type { RemoteBatch } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import { later, secondsUntilRoom } from "../model/timing/pace";
import { addEvents } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { countParts } from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";
import { endPart, type PartEnd } from "./end-part";

/** The provider is done and gives no results: nothing ran, or nothing of it is left to read. */
export function endWithoutResults(ctx: Context, part: Part, remote: RemoteBatch): Promise<void> {
  const { failure } = remote;
  if (remote.ending === "failed" && failure?.retry && !part.cancelAskedAt)
    return queueAgain(ctx, part, failure);
  return endPart(ctx, part, endOf(remote));
}

/** The provider's queue was full: nothing ran, and the same file is welcome later. */
async function queueAgain(
  ctx: Context,
  part: Part,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const seconds = secondsUntilRoom(part.attempt, rhythmOf(ctx));
    await movePart(ctx, part, {
      ...{ state: "queued", reason: { code, message }, nextCheckAt: later(ctx.now(), seconds) },
      ...{ providerBatchId: null, rawState: null, counts: null, intentAt: null },
      ...{ remoteCreatedAt: null, expiresAt: null, remoteEndedAt: null, checks: 0 },
    });
    const parts = await countParts(ctx, part.batchId);
    const detail = { part: part.number, parts, remote: part.providerBatchId };
    await addEvents(ctx, part.batchId, [{ event: "part.requeued", detail }]);
    await refreshBatch(ctx, part.batchId);
  });
}

function endOf({ ending, failure }: RemoteBatch): PartEnd {
  switch (ending) {
    case "expired":
      return {
        ...{ state: "expired", reason: null },
        rest: {
          ...{ status: "expired", code: "not-worked", remedy: "resend" },
          message: "It did not run before the batch's window closed.",
        },
      };
    case "cancelled":
      return {
        ...{ state: "cancelled", reason: null },
        rest: {
          ...{ status: "cancelled", code: "not-worked", remedy: "resend" },
          message: "It did not run before the batch was cancelled.",
        },
      };
    default: {
      const code = failure?.code ?? "refused";
      const message = failure?.message ?? "The provider refused the batch and gave no reason.";
      // A full queue that a person cancelled is no fault of the requests.
      const remedy = failure?.retry ? "resend" : "fix";
      return {
        state: "failed",
        reason: { code, message },
        rest: { status: "failed", code, message, remedy },
      };
    }
  }
}
