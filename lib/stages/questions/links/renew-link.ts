import { authorise } from "@/lib/core/access";
import { AppError, notFound, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { addDaysTo, LINK_DAYS } from "../model/asking/reminders";
import type { Question, QuestionId } from "../model/question";
import { maskedEmail } from "../model/words";
import { queueMail } from "../outbox/queue-message";
import { lastQueued } from "../store/outbox";
import { findQuestion, saveLinkExpiry } from "../store/questions";
import { enterByLink, type Outside } from "./enter-by-link";

const PAUSE_MS = 10 * 60_000;

/** "Send me a new one": to the owner's own address, never to whoever happens to hold the old link. */
export async function renewByLink(outside: Outside, token: string): Promise<{ owner: string }> {
  const entry = await enterByLink(outside, token);
  if (entry.kind === "unknown") throw new AppError("not_found", "This link is not complete.");
  if (entry.kind !== "in" && entry.kind !== "expired") throw refused("This question is asked no longer.");
  if (entry.question.status !== "open") throw refused("It is answered: no new link is needed.");
  const { ctx, question } = entry;
  const last = await lastQueued(ctx, question.id);
  // Pressed twice, it is one mail.
  if (!last || ctx.now().getTime() - last.getTime() > PAUSE_MS) await renew(ctx, question);
  return { owner: maskedEmail(question.owner) };
}

/** By somebody who may ask: sends the question again with a fresh link. */
export async function resendQuestion(ctx: Context, { id }: QuestionId): Promise<{ id: string }> {
  authorise(ctx.actor, "questions.write");
  const question = await findQuestion(ctx, id);
  if (!question) throw notFound("This question");
  if (question.status !== "open") throw refused("Only an open question can be sent again.");
  await renew(ctx, question);
  return { id };
}

async function renew(ctx: Context, question: Question): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await saveLinkExpiry(ctx, question.id, addDaysTo(ctx.now(), LINK_DAYS));
    await queueMail(ctx, question, { kind: "question", recipient: question.owner });
    await audit(ctx, "question.resent", question.key, { question: question.id });
  });
}
