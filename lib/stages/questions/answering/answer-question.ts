import { ownerScope } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import type { AnswerBody } from "../model/answer";
import type { AnswerRoute, Question } from "../model/question";
import { findQuestion } from "../store/questions";
import { type Recorded, recordAnswer } from "./record-answer";

/** The question, for somebody who may answer it; for an owner another's question does not exist. */
export async function findAnswerable(ctx: Context, id: string): Promise<Question> {
  const owner = ownerScope(ctx.actor, "answers.write");
  const question = await findQuestion(ctx, id);
  if (!question || (owner !== null && question.owner.toLowerCase() !== owner))
    throw notFound("This question");
  return question;
}

/** By somebody who is signed in, or a token. */
export async function answerQuestion(
  ctx: Context,
  input: { id: string; via?: AnswerRoute } & AnswerBody,
): Promise<Recorded> {
  const { id, via = "page", ...body } = input;
  return recordAnswer(ctx, await findAnswerable(ctx, id), { body, via });
}
