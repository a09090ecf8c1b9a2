import type { Context } from "@/lib/platform/context";
import { loadOutdated, markRemoved } from "../store/retention";

/** Uploads, prepared files and answers whose retention time is over. Figures stay; what still runs is left alone. */
export async function sweepBatchFiles(
  ctx: Pick<Context, "db" | "pool" | "now" | "files">,
): Promise<{ removed: number }> {
  const outdated = await loadOutdated(ctx);
  for (const { id } of outdated) {
    await ctx.files.remove("batches", id);
    await markRemoved(ctx, id);
  }
  return { removed: outdated.length };
}
