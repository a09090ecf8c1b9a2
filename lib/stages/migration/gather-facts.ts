import type { Context } from "@/lib/platform/context";
import { gatherWords, NO_WORD } from "./gather-words";
import { nightsOf, type PilotNight } from "./model/night";
import type { MoveFacts } from "./model/rules";
import { standingOf } from "./model/standing";
import { loadNames } from "./store/facts";
import { loadNights } from "./store/nights";
import { type Kept, loadKept, NOTHING_KEPT } from "./store/placed";
import { loadRules } from "./store/rules";

export type Gathered = { facts: MoveFacts; kept: Kept };

/** What the rules look at, as it stands in this transaction. */
export async function gatherFacts(
  ctx: Context,
  endpointId: number,
  costCenter: string | null,
): Promise<Gathered> {
  const all = await loadKept(ctx);
  const kept = all.get(endpointId) ?? NOTHING_KEPT;
  const piloting = [...all].flatMap(([id, { stage }]) =>
    stage === "pilot" && id !== endpointId ? [id] : [],
  );
  const words = await gatherWords(ctx, [endpointId, ...piloting]);
  const word = words.get(endpointId) ?? NO_WORD;
  const names = await loadNames(ctx, piloting);
  const nights = (await loadNights(ctx, [endpointId])).get(endpointId) ?? [];
  const { policy, policyAt } = kept;
  return {
    kept,
    facts: {
      ...standingOf(kept, word),
      ...{ answer: word.answer, question: word.question, longestWaitHours: word.longestWaitHours },
      ...{ costCenter, policy, policyAt, nights: nightsOfPilot(kept, nights) },
      // An owner who says no in the middle of a pilot gives its slot back.
      pilots: piloting
        .filter((id) => standingOf(all.get(id) ?? NOTHING_KEPT, words.get(id) ?? NO_WORD).stage === "pilot")
        .map((id) => names.get(id)?.label ?? ""),
      rules: await loadRules(ctx),
    },
  };
}

/** Nights of an earlier pilot do not count for this one; what is migrated keeps those that brought it there. */
export function nightsOfPilot(
  { stage, since }: Pick<Kept, "stage" | "since">,
  batches: PilotNight[],
): PilotNight[] {
  return nightsOf(
    stage === "pilot" && since ? batches.filter(({ startedAt }) => startedAt >= since) : batches,
  );
}
