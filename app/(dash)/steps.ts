import "server-only";
import { type NextStep, nextSteps } from "@/components/overview/next-steps";
import type { Context } from "@/lib/platform/context";
import type { Overview } from "@/lib/stages/spend/model/overview";
import { readBatchSteps } from "./batch-steps";
import { readOpenImports } from "./open-imports";
import { readWaySteps } from "./way-steps";

/** Everything that can be done now, as far as this person may know of it. */
export async function readSteps(ctx: Context, overview: Overview): Promise<NextStep[]> {
  const [imports, batches, way] = await Promise.all([
    readOpenImports(ctx),
    readBatchSteps(ctx),
    readWaySteps(ctx),
  ]);
  return nextSteps(overview, imports, [...batches, ...way]);
}
