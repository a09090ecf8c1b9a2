import { z } from "zod";

export const ReminderSettings = z.object({
  /** Days after the question; none means no reminders. */
  reminderDays: z.array(z.number().int().min(1).max(90)).max(5),
  /** Then the person who asked is told. Null: never. */
  managerAfterDays: z.number().int().min(1).max(120).nullable(),
  quietWeekends: z.boolean(),
  /** How long an answer holds. */
  answerDays: z.number().int().min(7, "Use at least 7 days.").max(730),
});
export type ReminderSettings = z.infer<typeof ReminderSettings>;

export const DEFAULT_REMINDERS: ReminderSettings = {
  reminderDays: [3, 7],
  managerAfterDays: 10,
  quietWeekends: true,
  answerDays: 90,
};

export const LINK_DAYS = 14;
const DAY = 86_400_000;
const MORNING_HOUR = 8;

export function addDaysTo(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY);
}

export type NextReminder = { kind: "reminder" | "escalation"; at: Date };

/** What comes after so many were sent; null when nothing does. Days count from the question. */
export function nextReminder(asked: Date, sent: number, settings: ReminderSettings): NextReminder | null {
  const days = [...settings.reminderDays].sort((a, b) => a - b);
  const day = days[sent];
  const quiet = (at: Date) => (settings.quietWeekends ? afterWeekend(at) : at);
  if (day !== undefined) return { kind: "reminder", at: quiet(addDaysTo(asked, day)) };
  if (settings.managerAfterDays === null || sent > days.length) return null;
  return { kind: "escalation", at: quiet(addDaysTo(asked, settings.managerAfterDays)) };
}

/** On a Saturday or Sunday (UTC) it waits until Monday morning. */
export function afterWeekend(at: Date): Date {
  const weekday = at.getUTCDay();
  if (weekday !== 0 && weekday !== 6) return at;
  const monday = new Date(at.getTime() + (weekday === 6 ? 2 : 1) * DAY);
  monday.setUTCHours(MORNING_HOUR, 0, 0, 0);
  return monday;
}

export function isQuiet(at: Date, settings: ReminderSettings): boolean {
  return settings.quietWeekends && (at.getUTCDay() === 0 || at.getUTCDay() === 6);
}

export const MOST_ATTEMPTS = 8;
const WAITS_MINUTES = [1, 5, 15, 60, 240, 720, 1440];

/** When a message that was not taken is tried again; null when it has been tried often enough. */
export function retryAt(now: Date, attempts: number): Date | null {
  const minutes = WAITS_MINUTES[attempts - 1];
  return attempts >= MOST_ATTEMPTS || minutes === undefined
    ? null
    : new Date(now.getTime() + minutes * 60_000);
}
