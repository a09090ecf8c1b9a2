import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { SpendCounts } from "./model/page";
import { loadCounts } from "./store/summary";

/** What stands over the default ranking; null while it is not ready, and for an owner, who sees their own alone. */
export async function readCounts(ctx: Context): Promise<SpendCounts | null> {
  return ownerScope(ctx.actor, "spend.read") === null ? loadCounts(ctx) : null;
}
