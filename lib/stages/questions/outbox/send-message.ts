import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import type { Outcome } from "@/lib/platform/queue";
import { hasMoved } from "../links/enter-by-link";
import { IS_SAMPLE, NO_MAIL } from "../model/asking/outbox";
import { retryAt } from "../model/asking/reminders";
import { htmlOf } from "../model/messages/html";
import type { Letter, MessageKind } from "../model/messages/letter";
import { slackOf, textOf } from "../model/messages/plain";
import type { Question } from "../model/question";
import { claimMessage, findMessage, saveResult } from "../store/outbox";
import { findQuestion } from "../store/questions";
import { loadSettings } from "../store/settings";
import { composeLetter } from "./compose-letter";

const LEASE_MS = 120_000;
type Message = NonNullable<Awaited<ReturnType<typeof findMessage>>>;

/**
 * Sends one message of the outbox, or drops it when the person is asked no longer. Not taken: tried again with longer
 * waits, then given up, which the outbox shows. Sent twice only when a process dies between the two lines below; the
 * mail's id is the same then, so a mailbox shows it once.
 */
export async function sendMessage(ctx: Context, { messageId }: { messageId: string }): Promise<Outcome> {
  authorise(ctx.actor, "questions.write");
  const message = await claimMessage(ctx, messageId, new Date(ctx.now().getTime() + LEASE_MS));
  if (!message) return later(await findMessage(ctx, messageId));
  const question = await findQuestion(ctx, message.questionId);
  const obsolete = question ? await whyObsolete(ctx, message, question) : "The question is gone";
  if (!question || obsolete) {
    await saveResult(ctx, message.id, { state: "dropped", problem: obsolete ?? "" });
    return;
  }
  const obstacle = obstacleOf(ctx, message);
  if (obstacle) {
    const waiting = { state: "queued", problem: obstacle, nextTryAt: null, attempts: 0 } as const;
    await saveResult(ctx, message.id, waiting);
    return;
  }
  try {
    await deliver(
      ctx,
      message,
      await composeLetter(ctx, question, { kind: message.kind as MessageKind, recipient: message.recipient }),
    );
    await saveResult(ctx, message.id, { state: "sent", sentAt: ctx.now(), problem: null });
  } catch (error) {
    return giveUpOrWait(ctx, message, error);
  }
}

function later(message: Message | null): Outcome {
  return message?.state === "queued" && message.nextTryAt ? { again: message.nextTryAt } : undefined;
}

/** Why it waits for a person to hand over its link. */
function obstacleOf(ctx: Context, message: Message): string | null {
  if (ctx.organisation.isSample) return IS_SAMPLE;
  return message.channel === "mail" && !ctx.post.mail ? NO_MAIL : null;
}

async function whyObsolete(ctx: Context, message: Message, question: Question): Promise<string | null> {
  if (message.kind === "answered") return null;
  if (question.status !== "open") return "The question is no longer open";
  if (message.linkVersion !== question.linkVersion) return "Somebody else is asked now";
  if (message.kind === "escalation" || !(await hasMoved(ctx, question))) return null;
  return "Somebody else owns it by now: take the question back and ask them";
}

async function deliver(ctx: Context, message: Message, letter: Letter): Promise<void> {
  if (message.channel === "mail") {
    await ctx.post.mail?.({
      to: message.recipient,
      subject: letter.subject,
      text: textOf(letter),
      html: htmlOf(letter),
      messageId: `<${message.id}@offpeak>`,
    });
    return;
  }
  const { slackSealed, slackAllowsPrivate } = await loadSettings(ctx);
  const url = slackSealed && ctx.seal.unlock("slack", slackSealed);
  if (!url) throw new AppError("refused", "The Slack channel was taken away.");
  await ctx.post.webhook({ url, body: slackOf(letter, message.recipient), allowPrivate: slackAllowsPrivate });
}

/** What will never be taken is not tried again. */
async function giveUpOrWait(ctx: Context, message: Message, error: unknown): Promise<Outcome> {
  const problem = (error instanceof Error ? error.message : "It was not taken").slice(0, 300);
  const isFinal = error instanceof AppError && !error.retryable;
  const again = isFinal ? null : retryAt(ctx.now(), message.attempts);
  if (!again) {
    await saveResult(ctx, message.id, { state: "failed", problem });
    return;
  }
  await saveResult(ctx, message.id, { state: "queued", problem, nextTryAt: again });
  return { again };
}
