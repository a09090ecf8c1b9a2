import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import type { SaveFallbackPolicy } from "./model/policy";
import { lockMoves, savePolicy } from "./store/placed";

/** What happens when a batch is late. It may be chosen before the pilot, and holds from the next batch on. */
export async function saveFallbackPolicy(ctx: Context, input: SaveFallbackPolicy): Promise<{ key: string }> {
  authorise(ctx.actor, "migrations.write");
  const { id, key } = await findEndpoint(ctx, input.key);
  const { deadline, late, capPerNight, retries } = input;
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    await savePolicy(ctx, id, { deadline, late, capPerNight, retries });
    await audit(ctx, "fallback.chosen", key, { deadline, late, retries, capped: capPerNight !== null });
    return { key };
  });
}
