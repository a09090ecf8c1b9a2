import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import type { TickCheck } from "./model/move";
import { lockMoves, saveTick } from "./store/placed";

/** Ticks off a person's own work, or takes the tick back. */
export async function tickCheck(ctx: Context, { key: name, tick, on }: TickCheck): Promise<{ key: string }> {
  authorise(ctx.actor, "migrations.write");
  const { id, key } = await findEndpoint(ctx, name);
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    await saveTick(ctx, id, tick, on);
    await audit(ctx, "migration.ticked", key, { tick, on });
    return { key };
  });
}
