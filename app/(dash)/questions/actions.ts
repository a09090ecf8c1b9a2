"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { check } from "@/app/_server/bodies/form";
import type { ActionResult } from "@/lib/core/action-result";
import { AnswerMany, answerMany } from "@/lib/stages/questions/answering/answer-many";
import { answerQuestion } from "@/lib/stages/questions/answering/answer-question";
import { askOwners } from "@/lib/stages/questions/asking/ask-owners";
import { cancelQuestion } from "@/lib/stages/questions/asking/cancel-question";
import { forwardQuestion } from "@/lib/stages/questions/links/forward-question";
import { resendQuestion } from "@/lib/stages/questions/links/renew-link";
import { AnswerForm } from "@/lib/stages/questions/model/answer-form";
import { MessageId } from "@/lib/stages/questions/model/asking/outbox";
import { AssignOwners, AssignSome } from "@/lib/stages/questions/model/asking/owners";
import { SaveReminders, SaveSlack } from "@/lib/stages/questions/model/asking/settings";
import { countOwners } from "@/lib/stages/questions/model/owners";
import { AskChosen, Forward, QuestionId } from "@/lib/stages/questions/model/question";
import { retryMessage } from "@/lib/stages/questions/outbox/retry-message";
import { assignOwners, assignSome } from "@/lib/stages/questions/owners/assign-owners";
import { saveReminders, saveSlack } from "@/lib/stages/questions/settings/question-settings";
import { showing } from "./showing";

const refresh = "/questions";

export const askAction = action(AskChosen, showing(askOwners), {
  refresh,
  next: ({ asked }) => `/questions?asked=${countOwners(asked)}`,
});
export const cancelAction = action(QuestionId, showing(cancelQuestion), { refresh });
export const resendAction = action(QuestionId, resendQuestion, { refresh });
export const answerManyAction = action(AnswerMany, answerMany, { refresh });
export const retryAction = action(MessageId, retryMessage, { refresh });
export const saveRemindersAction = action(SaveReminders, saveReminders, { refresh });
export const saveSlackAction = action(SaveSlack, saveSlack, { refresh, secret: ["slackUrl"] });
export const assignOwnersAction = action(AssignOwners, assignOwners, { refresh });
export const assignSomeAction = action(AssignSome, assignSome, { refresh: "/questions/ask" });

export const forwardAction = action(QuestionId.extend(Forward.shape), forwardQuestion, {
  refresh,
  next: () => refresh,
});

const answering = action(z.looseObject({ id: z.string().max(60) }), async (ctx, { id, ...fields }) => {
  await answerQuestion(ctx, { id, ...check(AnswerForm, fields) });
  return {};
});

/** Without scripts the page is asked for anew; with them the form does that itself. */
export async function answerAction(previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  const result = await answering(previous, form);
  if (result.ok && !form.has("scripted")) redirect(`/questions/${String(form.get("id"))}`);
  return result;
}
