import type { Stage } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { KeptMove } from "../model/move";
import { isStage } from "../model/words";
import type { Kept } from "./placed";

type NewMove = {
  from: Stage;
  to: Stage;
  reason: string;
  /** Where it was put before, for an undo. */
  before: Pick<Kept, "stage" | "since" | "askAgainAt">;
};

export async function saveMove(
  ctx: Context,
  endpointId: number,
  { before, ...move }: NewMove,
): Promise<void> {
  await ctx.db.migrationMove.create({
    data: {
      ...move,
      ...{ placedBefore: before.stage, sinceBefore: before.since, askAgainBefore: before.askAgainAt },
      organisationId: ctx.organisation.id,
      endpointId,
      movedBy: ctx.actor.email ?? ctx.actor.name,
      movedByName: ctx.actor.name,
      at: ctx.now(),
    },
  });
}

/** The latest first. */
export async function loadMoves(ctx: Context, endpointId: number, limit = 100): Promise<KeptMove[]> {
  const rows = await ctx.db.migrationMove.findMany({
    where: { organisationId: ctx.organisation.id, endpointId },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.flatMap(({ from, to, reason, movedBy: by, movedByName: byName, at, ...row }) => {
    const stage = isStage(row.placedBefore) ? row.placedBefore : null;
    const before = { stage, since: row.sinceBefore, askAgainAt: row.askAgainBefore };
    return isStage(from) && isStage(to) ? [{ from, to, reason, by, byName, at, before }] : [];
  });
}
