import { authorise } from "@/lib/core/access";
import type { Picodollars } from "@/lib/core/money";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { fillSummary } from "@/lib/stages/spend/fill-summary";
import { gatherFacts } from "../gather-facts";
import { saveMove } from "../store/moves";
import { lockMoves, saveConfirmed, savePlace } from "../store/placed";

/**
 * An invoice's word, called by the invoices stage: the saving that it shows moves a migrated endpoint to Confirmed; null,
 * when that invoice is taken back, moves it to Migrated again. What is elsewhere keeps its stage.
 */
export async function confirmMigration(
  ctx: Context,
  { key: name, saving }: { key: string; saving: Picodollars | null },
): Promise<{ moved: boolean }> {
  authorise(ctx.actor, "invoices.write");
  const { id, key } = await findEndpoint(ctx, name);
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    const { facts, kept } = await gatherFacts(ctx, id, null);
    const [from, to] =
      saving === null ? (["confirmed", "migrated"] as const) : (["migrated", "confirmed"] as const);
    await saveConfirmed(ctx, id, saving);
    if (facts.stage !== from) return { moved: false };
    await savePlace(ctx, id, { stage: to, askAgainAt: null });
    await saveMove(ctx, id, {
      from,
      to,
      before: kept,
      reason: saving === null ? "Its invoice was taken back" : "On an invoice",
    });
    await fillSummary(ctx, [{ key, stage: to }]);
    await audit(ctx, "migration.moved", key, { from, to });
    return { moved: true };
  });
}
