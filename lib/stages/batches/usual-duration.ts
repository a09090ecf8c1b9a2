import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { History } from "./model/timing/eta";
import { loadHistories } from "./store/reading/history";

/** How long batches of this model usually take that begin now; null: none of them has ended here yet. */
export async function usualDuration(
  ctx: Context,
  { model }: { model: string | null },
): Promise<History | null> {
  authorise(ctx.actor, "batches.read");
  return (await loadHistories(ctx, [model])).of(model, ctx.now());
}
