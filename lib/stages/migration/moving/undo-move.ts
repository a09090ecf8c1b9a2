import { authorise } from "@/lib/core/access";
import { conflict, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { findFigure } from "@/lib/stages/questions/find-figures";
import { fillSummary } from "@/lib/stages/spend/fill-summary";
import { gatherFacts } from "../gather-facts";
import { type Moved, type UndoMove, undoProblem } from "../model/move";
import { shownStage } from "../model/standing";
import { loadMoves, saveMove } from "../store/moves";
import { lockMoves, savePlace } from "../store/placed";
import { takenWords } from "./move-endpoint";

/**
 * Takes back one's own last move: the endpoint stands where it stood, since when it stood there, so that the nights of
 * its pilot count on. A pilot slot that was given away meanwhile stays with whoever has it.
 */
export async function undoMove(ctx: Context, { key: name, seen }: UndoMove): Promise<Moved> {
  authorise(ctx.actor, "migrations.write");
  const { id, key, label } = await findEndpoint(ctx, name);
  const { row } = await findFigure(ctx, key);
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    const { facts, kept } = await gatherFacts(ctx, id, null);
    const [last] = await loadMoves(ctx, id, 1);
    if (kept.version !== seen) throw conflict(await takenWords(ctx, id, facts.stage));
    const problem = undoProblem(last, ctx.actor.email ?? ctx.actor.name, ctx.now());
    if (!last || problem) throw refused(problem ?? "");
    const { before } = last;
    if (before.stage === "pilot" && facts.pilots.length >= facts.rules.pilotLimit)
      throw refused(`Its pilot slot is not free any more. Taken by ${facts.pilots.join(", ")}.`);
    await savePlace(ctx, id, before);
    const { stage: to } = (await gatherFacts(ctx, id, null)).facts;
    await saveMove(ctx, id, { from: facts.stage, to, reason: "Taken back", before: kept });
    await fillSummary(ctx, [{ key, stage: shownStage(to, row?.fit?.verdict ?? null) }]);
    await audit(ctx, "migration.move-undone", key, { from: facts.stage, to });
    return { key, label, from: facts.stage, to, version: kept.version + 1 };
  });
}
