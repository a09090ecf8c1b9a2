import { z } from "zod";
import { ReminderSettings } from "./reminders";

export type QuestionSettings = ReminderSettings & {
  /** Whether messages also go to a Slack channel; its address is never shown. */
  hasSlack: boolean;
  slackAllowsPrivate: boolean;
  /** Whether this installation has a mail server. */
  hasMail: boolean;
};

const days = z.preprocess(
  (value) =>
    typeof value === "string"
      ? value
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(Number)
      : value,
  ReminderSettings.shape.reminderDays,
);
const box = z.preprocess((value) => value === "on" || value === true || value === "true", z.boolean());
const number = (schema: z.ZodType<number>) =>
  z.preprocess((value) => (typeof value === "string" ? Number(value) : value), schema);

/** What a manager sets. From a form: days as `3, 7`, boxes as `on`. */
export const SaveReminders = z.object({
  reminderDays: days,
  managerAfterDays: z.preprocess(
    (value) => (value === "" || value === undefined ? null : Number(value)),
    ReminderSettings.shape.managerAfterDays,
  ),
  quietWeekends: box,
  answerDays: number(ReminderSettings.shape.answerDays),
});
export type SaveReminders = z.infer<typeof SaveReminders>;

/** What an admin sets. An empty address takes the channel away; none leaves it as it is. */
export const SaveSlack = z.object({
  slackUrl: z
    .string()
    .trim()
    .max(500)
    .refine((text) => text === "" || /^https?:\/\//.test(text), "Use an address with https.")
    .optional(),
  slackAllowsPrivate: box,
});
export type SaveSlack = z.infer<typeof SaveSlack>;
