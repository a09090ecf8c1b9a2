import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { readFitOf, readMeanOutput } from "./store";

/** How much an endpoint's calls have written. `p99` is of single calls; null when none was seen. */
export type OutputHistory = { mean: number; p99: number | null; calls: number };

/** From the rows of its last measured period; null while nothing is known of its output. */
export async function readOutputHistory(ctx: Context, endpointId: number): Promise<OutputHistory | null> {
  authorise(ctx.actor, "spend.read");
  const stored = await readFitOf(ctx, endpointId);
  const mean = stored && (await readMeanOutput(ctx, endpointId, stored.period));
  return stored && mean ? { ...mean, p99: stored.evidence.outputP99 } : null;
}
