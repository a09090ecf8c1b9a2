"use server";
import { revalidatePath } from "next/cache";
import { action, attempt } from "@/app/_server/action";
import { pageContext } from "@/app/_server/context";
import type { PlanWords } from "@/components/questions/ask/ask-dialog";
import type { ActionResult } from "@/lib/core/action-result";
import { askOwners } from "@/lib/stages/questions/asking/ask-owners";
import { planQuestions } from "@/lib/stages/questions/asking/plan-questions";
import { AskChosen, NOT_ASKED } from "@/lib/stages/questions/model/question";
import { showing } from "./showing";

/** For the dialog over Spend: who would be asked about the selected rows. Nothing is sent. */
export async function planAskAction(endpoints: string[]): Promise<ActionResult<PlanWords>> {
  const ctx = await pageContext();
  return attempt(async () => {
    const plan = await planQuestions(ctx, AskChosen.parse({ endpoints }));
    return {
      ask: plan.ask.map(({ key, endpoint, owner, ownerName }) => ({ key, endpoint, owner, ownerName })),
      notAsked: plan.notAsked.map(({ key, endpoint, reason }) => ({
        key,
        endpoint,
        message: NOT_ASKED[reason],
      })),
    };
  });
}

const asking = action(AskChosen, showing(askOwners), { refresh: "/spend" });

export async function askSelectedAction(...given: Parameters<typeof asking>): ReturnType<typeof asking> {
  const result = await asking(...given);
  if (result.ok) revalidatePath("/questions");
  return result;
}
