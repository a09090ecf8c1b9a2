import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { readOutput } from "./store";

/** How much an endpoint's calls have written. `p99` is of single calls; null when none was seen. */
export type OutputHistory = { mean: number; p99: number | null; calls: number };

/** From the rows of its last measured period; null while nothing is known of its output. */
export async function readOutputHistory(ctx: Context, endpointId: number): Promise<OutputHistory | null> {
  authorise(ctx.actor, "spend.read");
  return readOutput(ctx, endpointId);
}
