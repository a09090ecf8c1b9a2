import { authorise, SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { fillSummary, type SummaryFill } from "@/lib/stages/spend/fill-summary";
import type { EndpointFacts } from "../model/facts";
import { holds, type KeptAnswer } from "../model/question";
import { worthAt } from "../model/worth";
import { loadLatest } from "../store/answers";
import { loadFacts } from "../store/facts";

/**
 * Puts answers into Spend's table, and with them the saving at the share that the owner named in place of the one that
 * the traffic suggests. Called after each answer, and again whenever the fit was measured anew, which overwrites it.
 */
export async function showAnswers(ctx: Context, endpointIds?: number[]): Promise<void> {
  authorise(ctx.actor, "questions.read");
  const latest = await loadLatest(ctx, endpointIds);
  const facts = await loadFacts(ctx, [...latest.keys()]);
  const fills: SummaryFill[] = [];
  for (const [endpointId, answer] of latest) {
    const known = facts.get(endpointId);
    if (known) fills.push({ key: known.key, ...shownOf(holds(answer, ctx.now()) ? answer : null, known) });
  }
  await fillSummary({ ...ctx, actor: SYSTEM }, fills);
}

function shownOf(answer: KeptAnswer | null, facts: EndpointFacts): Omit<SummaryFill, "key"> {
  const realised = BigInt(facts.forecast?.realised ?? 0);
  const due = BigInt(facts.forecast?.due ?? 0);
  if (answer?.answer === "no")
    return { answer: "no", forecastSaving: facts.forecast?.realised ? realised : null };
  const waits = facts.verdict === "good" || facts.verdict === "partial";
  const share = answer?.share ?? (waits ? (facts.forecast?.assumptions.fit ?? null) : null);
  const worth = share === null ? null : worthAt(facts.forecast, share);
  return {
    answer: answer?.answer ?? null,
    ...(facts.forecast && { forecastSaving: worth ? worth.saving + realised + due : null }),
  };
}
