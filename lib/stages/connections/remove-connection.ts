import { authorise } from "@/lib/core/access";
import { notFound, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { ConnectionId } from "./model/connection";
import { countRunningParts, takeConnection, wipeConnection } from "./store";

/**
 * Its keys are gone for good; the row stays for the batches that ran through it. Refused while a batch needs them to
 * come to its end: results that are paid for could not be read. A key that leaked is replaced, not removed.
 */
export async function removeConnection(ctx: Context, { id }: ConnectionId): Promise<{ id: string }> {
  authorise(ctx.actor, "connections.write");
  return inTransaction(ctx, async (ctx) => {
    const connection = await takeConnection(ctx, id);
    if (!connection) throw notFound("This connection");
    const running = await countRunningParts(ctx, id);
    if (running > 0) throw refused(stillRunning(running));
    await wipeConnection(ctx, id);
    await audit(ctx, "connection.removed", id, { name: connection.name, provider: connection.provider });
    return { id };
  });
}

function stillRunning(count: number): string {
  const parts = count === 1 ? "1 part of a batch still runs" : `${count} parts of batches still run`;
  return `${parts} through it. Wait for the results or cancel first. To end the use of a key, enter another one.`;
}
