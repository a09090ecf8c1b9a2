import { conflict, invalid, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findAnswerable } from "../answering/answer-question";
import { addDaysTo, LINK_DAYS, nextReminder } from "../model/asking/reminders";
import { type Forward, MOST_FORWARDS, type Question } from "../model/question";
import { queueQuestion } from "../outbox/queue-message";
import { saveForward } from "../store/questions";
import { loadSettings } from "../store/settings";
import { insideLink } from "./answer-by-link";
import type { Outside } from "./enter-by-link";

/** "This is not mine": whoever holds the link names the owner, who is asked instead. The earlier link ends. */
export async function forwardByLink(
  outside: Outside,
  { token, email }: { token: string } & Forward,
): Promise<{ owner: string }> {
  const { ctx, question } = await insideLink(outside, token);
  return forward(ctx, question, email);
}

export async function forwardQuestion(
  ctx: Context,
  { id, email }: { id: string } & Forward,
): Promise<{ owner: string }> {
  return forward(ctx, await findAnswerable(ctx, id), email);
}

async function forward(ctx: Context, question: Question, owner: string): Promise<{ owner: string }> {
  if (question.status !== "open") throw refused("It is answered: there is nothing to pass on.");
  if (owner === question.owner.toLowerCase())
    throw invalid("email: That is who is asked already.", { email: "That is who is asked already." });
  // A link must not become a way to mail strangers.
  if (question.linkVersion > MOST_FORWARDS)
    throw refused(`It was passed on ${MOST_FORWARDS} times. Speak to ${question.askedByName}.`);
  const now = ctx.now();
  return inTransaction(ctx, async (ctx) => {
    const settings = await loadSettings(ctx);
    const moved = await saveForward(ctx, question, {
      owner,
      linkExpiresAt: addDaysTo(now, LINK_DAYS),
      nextReminderAt: nextReminder(now, 0, settings)?.at ?? null,
    });
    if (!moved) throw conflict("It was answered or passed on in the meantime.");
    await queueQuestion(ctx, { id: question.id, linkVersion: question.linkVersion + 1 }, owner);
    await audit(ctx, "question.forwarded", question.key, {
      question: question.id,
      from: question.owner,
      to: owner,
    });
    return { owner };
  });
}
