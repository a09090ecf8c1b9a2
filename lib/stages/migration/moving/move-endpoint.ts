import { authorise } from "@/lib/core/access";
import { AppError, conflict } from "@/lib/core/errors";
import { startOf } from "@/lib/core/period";
import type { Stage } from "@/lib/core/values";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { findFigure } from "@/lib/stages/questions/find-figures";
import { fillSummary } from "@/lib/stages/spend/fill-summary";
import { gatherFacts } from "../gather-facts";
import type { Moved, MoveEndpoint } from "../model/move";
import { judgeMove, type MigrationRules, refusalWords } from "../model/rules";
import { shownStage } from "../model/standing";
import { STAGE_WORDS } from "../model/words";
import { loadMoves, saveMove } from "../store/moves";
import { loadKept, lockMoves, savePlace } from "../store/placed";

/** One step of an endpoint, checked by the stage's rules. Of two who move it at once one wins, the other is told. */
export async function moveEndpoint(
  ctx: Context,
  input: Omit<MoveEndpoint, "reason"> & { reason?: string },
): Promise<Moved> {
  authorise(ctx.actor, "migrations.write");
  const cameAt = ctx.now();
  const { to, reason = "" } = input;
  const { id, key, label } = await findEndpoint(ctx, input.key);
  const seen = input.seen ?? (await loadKept(ctx, [id])).get(id)?.version ?? 0;
  const { row } = await findFigure(ctx, key);
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    const { facts, kept } = await gatherFacts(ctx, id, row?.costCenter ?? null);
    const move = judgeMove(to, facts, reason);
    // Whoever came before the other was done has not seen what the other did.
    const isOvertaken = kept.version !== seen || (kept.since !== null && kept.since > cameAt);
    // A person may put a date to an owner's own no.
    const isSame = move.kind === "same" && !(to === "declined" && kept.stage !== to);
    if (isOvertaken || isSame) throw conflict(await takenWords(ctx, id, facts.stage));
    if (move.kind === "open")
      throw new AppError("refused", refusalWords(to, move.check, row?.ownerName ?? row?.owner ?? null), {
        fields: { check: move.check.id },
      });
    await savePlace(ctx, id, {
      stage: to,
      askAgainAt: to === "declined" ? askAgainAt(ctx, input, facts.rules) : null,
    });
    await saveMove(ctx, id, { from: facts.stage, to, reason, before: kept });
    await fillSummary(ctx, [{ key, stage: shownStage(to, row?.fit?.verdict ?? null) }]);
    await audit(
      ctx,
      move.kind === "allowed" && move.isRollBack ? "migration.rolled-back" : "migration.moved",
      key,
      {
        from: facts.stage,
        to,
      },
    );
    return { key, label, from: facts.stage, to, version: kept.version + 1 };
  });
}

/** Who was first, and where it stands by now. */
export async function takenWords(ctx: Context, id: number, stage: Stage): Promise<string> {
  const [last] = await loadMoves(ctx, id, 1);
  return last?.to === stage
    ? `${last.byName} moved it to ${STAGE_WORDS[stage]} in the meantime. Nothing was changed.`
    : `It stands in ${STAGE_WORDS[stage]} by now. Nothing was changed.`;
}

function askAgainAt(
  ctx: Context,
  { askAgainOn }: { askAgainOn?: string | undefined },
  rules: MigrationRules,
): Date {
  return askAgainOn ? startOf(askAgainOn) : new Date(ctx.now().getTime() + rules.askAgainDays * 86_400_000);
}
