import type { RemoteBatch } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";
import { afterLook } from "../model/timing/after-look";
import { addEvents } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { countSent, loadFacts } from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";

/** The provider has it: under this id, from now on. `adopted`: found again after its answer was lost. */
export async function acceptPart(
  ctx: Context,
  part: Part,
  { connection, definition }: Pick<OpenedConnection, "connection" | "definition">,
  { remote, how }: { remote: RemoteBatch; how: "accepted" | "adopted" },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const look = afterLook(remote, {
      definition,
      requestsPerMinute: connection.limits.requestsPerMinute ?? null,
      batchesOfConnection: await countSent(ctx, part.connectionId),
      rhythm: rhythmOf(ctx),
      now: ctx.now(),
    });
    await movePart(ctx, part, {
      ...look,
      providerBatchId: remote.id,
      reason: null,
      candidates: null,
      checks: 0,
    });
    const { parts } = await loadFacts(ctx, part.batchId);
    const detail = { part: part.number, parts, remote: remote.id };
    await addEvents(ctx, part.batchId, [{ event: `part.${how}`, detail }]);
    await refreshBatch(ctx, part.batchId);
  });
}
