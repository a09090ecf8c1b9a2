import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import {
  addDaysTo,
  isQuiet,
  LINK_DAYS,
  nextReminder,
  type ReminderSettings,
} from "../model/asking/reminders";
import type { Question } from "../model/question";
import { queueMail } from "../outbox/queue-message";
import { findManagerEmail, loadDue, saveReminded } from "../store/questions";
import { loadSettings } from "../store/settings";

/** Reminds whoever has not answered, then tells the person who asked, then is silent. Safe to run twice. */
export async function remindOwners(ctx: Context): Promise<{ reminded: number }> {
  authorise(ctx.actor, "questions.write");
  const settings = await loadSettings(ctx);
  if (isQuiet(ctx.now(), settings)) return { reminded: 0 };
  let reminded = 0;
  for (const question of await loadDue(ctx)) if (await remind(ctx, question, settings)) reminded += 1;
  return { reminded };
}

async function remind(ctx: Context, question: Question, settings: ReminderSettings): Promise<boolean> {
  const { remindersSent } = question;
  const since = askedSince(question, settings, ctx.now());
  const due = nextReminder(since, remindersSent, settings);
  return inTransaction(ctx, async (ctx) => {
    const taken = await saveReminded(ctx, question, {
      nextReminderAt: nextReminder(since, remindersSent + 1, settings)?.at ?? null,
      // The link in a reminder works as long as that of a question.
      linkExpiresAt: due?.kind === "reminder" ? addDaysTo(ctx.now(), LINK_DAYS) : question.linkExpiresAt,
    });
    const recipient =
      due?.kind === "escalation" ? (question.askedByEmail ?? (await findManagerEmail(ctx))) : question.owner;
    if (!taken || !due || !recipient) return false;
    await queueMail(ctx, question, { kind: due.kind, recipient });
    await audit(ctx, due.kind === "reminder" ? "question.reminded" : "question.escalated", question.key, {
      question: question.id,
    });
    return true;
  });
}

/** Days count from when this person was asked: for whom it was passed to, back from the reminder that is due now. */
function askedSince(
  { askedAt, forwardedBy, remindersSent }: Question,
  settings: ReminderSettings,
  now: Date,
): Date {
  const days = [...settings.reminderDays].sort((a, b) => a - b)[remindersSent];
  return forwardedBy === null || days === undefined ? askedAt : addDaysTo(now, -days);
}
