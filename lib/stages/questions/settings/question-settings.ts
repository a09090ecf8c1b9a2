import { authorise } from "@/lib/core/access";
import { invalid } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { QuestionSettings, SaveReminders, SaveSlack } from "../model/asking/settings";
import { loadSettings, saveSettings } from "../store/settings";

export async function readQuestionSettings(ctx: Context): Promise<QuestionSettings> {
  authorise(ctx.actor, "questions.write");
  const { slackSealed, ...rest } = await loadSettings(ctx);
  return { ...rest, hasSlack: slackSealed !== null, hasMail: ctx.post.mail !== null };
}

/** When owners are reminded, and how long an answer holds. */
export async function saveReminders(ctx: Context, input: SaveReminders): Promise<{ saved: true }> {
  authorise(ctx.actor, "questions.write");
  await inTransaction(ctx, async (ctx) => {
    await saveSettings(ctx, input);
    await audit(ctx, "question-settings.changed", ctx.organisation.id, {
      ...input,
      reminderDays: input.reminderDays.join(" "),
    });
  });
  return { saved: true };
}

/** The channel, and whether it may lie in a private network: an admin's to decide, since it lets us call into it. */
export async function saveSlack(ctx: Context, input: SaveSlack): Promise<{ hasSlack: boolean }> {
  authorise(ctx.actor, "organisation.write");
  const { slackUrl, slackAllowsPrivate } = input;
  if (slackUrl?.startsWith("http:") && !slackAllowsPrivate)
    throw invalid("slackUrl: Use an address with https.", { slackUrl: "Use an address with https." });
  return inTransaction(ctx, async (ctx) => {
    await saveSettings(ctx, {
      slackAllowsPrivate,
      ...(slackUrl !== undefined && {
        slackSealed: slackUrl === "" ? null : ctx.seal.lock("slack", slackUrl),
      }),
    });
    const hasSlack = (await loadSettings(ctx)).slackSealed !== null;
    await audit(ctx, "slack-channel.changed", ctx.organisation.id, {
      hasSlack,
      allowsPrivate: slackAllowsPrivate,
    });
    return { hasSlack };
  });
}
