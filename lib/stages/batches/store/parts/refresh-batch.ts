import type { BatchState } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/prisma/generated/client";
import { restOf } from "../../model/after/rest";
import { batchStateOf, isEnded } from "../../model/batch-state";
import { countsOf } from "../../model/counts";
import { isOver, type PartState } from "../../model/part";
import type { Reason } from "../../model/view";
import { addEvents, announce } from "../events";
import { type Part, partOf } from "./part-row";

export type Refreshed = { state: BatchState; hasEnded: boolean };

/**
 * Makes a batch what its parts are, in the transaction that changed them, and tells the pages. `hasEnded`: it is over
 * since now.
 */
export async function refreshBatch(
  ctx: Pick<Context, "db" | "now" | "organisation">,
  batchId: string,
): Promise<Refreshed> {
  // Not "for update": events of several parts refer to the batch already, and would wait for each other in a circle.
  await ctx.db.$queryRaw`select id from batch where id = ${batchId} for no key update`;
  const batch = await ctx.db.batch.findUniqueOrThrow({ where: { id: batchId } });
  const rows = await ctx.db.batchPart.findMany({ where: { batchId }, orderBy: { number: "asc" } });
  const parts = rows.map(partOf);
  const before = batch.state as BatchState;
  const state = batchStateOf(parts, { before, rest: restOf(batch.rest) });
  const hasEnded = isEnded(state) && !isEnded(before);
  await ctx.db.batch.update({
    where: { id: batchId },
    data: {
      state,
      reason: (reasonOf(parts, state) as Prisma.InputJsonValue | null) ?? Prisma.DbNull,
      deadlineAt: latest(parts.map(({ expiresAt }) => expiresAt)) ?? batch.deadlineAt,
      endedAt: isEnded(state) ? (hasEnded ? ctx.now() : batch.endedAt) : null,
      version: { increment: 1 },
    },
  });
  if (hasEnded) {
    const { total, succeeded, expired, cancelled } = countsOf(batch);
    const { unpriced } = batch;
    await addEvents(ctx, batchId, [
      { event: `batch.${state}`, detail: { total, succeeded, expired, cancelled } },
      ...(unpriced > 0 ? [{ event: "batch.unpriced", detail: { requests: unpriced } }] : []),
    ]);
  }
  await announce(ctx, batchId);
  return { state, hasEnded };
}

/** Where to look for the reason, what needs a person first. */
const TELLING: PartState[] = [
  "unsure",
  "failed",
  "running",
  "finishing",
  "cancelling",
  "submitting",
  "queued",
  "completed",
  "expired",
  "cancelled",
];

function reasonOf(parts: readonly Part[], state: BatchState): Reason | null {
  const wanted = isEnded(state) ? parts.filter((part) => isOver(part.state)) : parts;
  for (const place of TELLING) {
    const found = wanted.find((part) => part.state === place && part.reason !== null)?.reason;
    if (found) return { code: found.code, message: found.message };
  }
  return null;
}

function latest(instants: (Date | null)[]): Date | null {
  const known = instants.filter((at) => at !== null).map((at) => at.getTime());
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}
