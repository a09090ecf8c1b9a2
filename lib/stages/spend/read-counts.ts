import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { loadCounts } from "./store/summary";

/** How many endpoints the default ranking has, and how many of them nobody owns; null while it is not ready. */
export async function readCounts(ctx: Context): Promise<{ all: number; withoutOwner: number } | null> {
  return ownerScope(ctx.actor, "spend.read") === null ? loadCounts(ctx) : null;
}
