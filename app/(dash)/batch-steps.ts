import "server-only";
import { stepsOfBatches } from "@/components/overview/batch-steps";
import type { NextStep } from "@/components/overview/next-steps";
import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";

const MOST = 20;

/** What somebody should do about batches; nothing for who may not see them. */
export async function readBatchSteps(ctx: Context): Promise<NextStep[]> {
  if (!reachOf(ctx.actor.role, "batches.read")) return [];
  const { rows } = await listBatches(ctx, ListBatches.parse({ group: "attention", limit: MOST }));
  return stepsOfBatches(rows, ctx.now());
}
