import type { Context } from "@/lib/platform/context";
import { sendMessageJob } from "../jobs";
import type { MessageKind } from "../model/messages/letter";
import type { Question } from "../model/question";
import { saveMessage } from "../store/outbox";
import { loadSettings } from "../store/settings";

type About = Pick<Question, "id" | "linkVersion">;

/** Joins the caller's transaction: what is to be said is kept with the change that it tells of. */
export async function queueMail(
  ctx: Context,
  about: About,
  message: { kind: MessageKind; recipient: string },
): Promise<void> {
  await queue(ctx, about, { ...message, channel: "mail" });
}

/** Where the organisation has a Slack channel, the question is put there too. */
export async function queueQuestion(ctx: Context, about: About, recipient: string): Promise<void> {
  await queueMail(ctx, about, { kind: "question", recipient });
  if ((await loadSettings(ctx)).slackSealed !== null)
    await queue(ctx, about, { kind: "question", recipient, channel: "slack" });
}

async function queue(
  ctx: Context,
  about: About,
  message: { kind: MessageKind; recipient: string; channel: "mail" | "slack" },
): Promise<void> {
  const { id } = await saveMessage(ctx, {
    ...message,
    questionId: about.id,
    linkVersion: about.linkVersion,
  });
  await enqueueMessage(ctx, id);
}

export async function enqueueMessage(ctx: Context, messageId: string): Promise<void> {
  await ctx.queue.enqueue(
    ctx.db,
    sendMessageJob,
    { organisationId: ctx.organisation.id, messageId },
    { dedupe: `questions.send:${messageId}` },
  );
}
