import type { Context } from "@/lib/platform/context";
import { DEFAULT_REMINDERS, type ReminderSettings } from "../model/asking/reminders";

export type StoredSettings = ReminderSettings & { slackSealed: string | null; slackAllowsPrivate: boolean };

const DEFAULTS: StoredSettings = { ...DEFAULT_REMINDERS, slackSealed: null, slackAllowsPrivate: false };

export async function loadSettings(ctx: Context): Promise<StoredSettings> {
  const row = await ctx.db.questionSettings.findUnique({ where: { organisationId: ctx.organisation.id } });
  return row ?? DEFAULTS;
}

export async function saveSettings(ctx: Context, change: Partial<StoredSettings>): Promise<void> {
  const organisationId = ctx.organisation.id;
  await ctx.db.questionSettings.upsert({
    where: { organisationId },
    create: { ...DEFAULTS, ...change, organisationId },
    update: change,
  });
}
