import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { Policy } from "./model/policy";
import { loadKept } from "./store/placed";

/** What happens when a batch of this endpoint is late, as chosen; null when nobody chose. */
export async function readFallbackPolicy(ctx: Context, endpointId: number): Promise<Policy | null> {
  authorise(ctx.actor, "migrations.read");
  return (await loadKept(ctx, [endpointId])).get(endpointId)?.policy ?? null;
}
