import { authorise, SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { fillSummary, type SummaryFill } from "@/lib/stages/spend/fill-summary";
import { gatherWords, NO_WORD } from "./gather-words";
import { shownStage, standingOf } from "./model/standing";
import { loadShown } from "./store/facts";
import { loadKept, NOTHING_KEPT } from "./store/placed";

/** Puts the stage of every endpoint into Spend's table: after questions and answers, and when the ranking was made anew. */
export async function showStages(ctx: Context): Promise<void> {
  authorise(ctx.actor, "migrations.read");
  const [shown, kept, words] = [await loadShown(ctx), await loadKept(ctx), await gatherWords(ctx)];
  const fills: SummaryFill[] = [];
  for (const { endpointId, key, verdict, stage: before } of shown) {
    const standing = standingOf(kept.get(endpointId) ?? NOTHING_KEPT, words.get(endpointId) ?? NO_WORD);
    const stage = shownStage(standing.stage, verdict);
    if (stage !== before) fills.push({ key, stage });
  }
  await fillSummary({ ...ctx, actor: SYSTEM }, fills);
}
