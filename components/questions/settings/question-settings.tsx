import type { FormAction } from "@/components/settings/forms/form-action";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/field";
import { Section } from "@/components/ui/nav/page-header";
import type { QuestionSettings } from "@/lib/stages/questions/model/asking/settings";
import { SettingsForm } from "./settings-form";

type Props = {
  settings: QuestionSettings;
  canSetSlack: boolean;
  saveReminders: FormAction;
  saveSlack: FormAction;
};

export function QuestionSettingsSections({ settings, canSetSlack, saveReminders, saveSlack }: Props) {
  const { reminderDays, managerAfterDays, quietWeekends, answerDays, hasSlack, slackAllowsPrivate } =
    settings;
  return (
    <>
      <Section
        title="Reminders"
        note={
          settings.hasMail
            ? "By e-mail, until there is an answer"
            : "No mail server is set up: hand the links over yourself"
        }
      >
        <SettingsForm save={saveReminders} label="Reminders" submit="Save reminders">
          <TextField
            label="Remind after these days"
            name="reminderDays"
            defaultValue={reminderDays.join(", ")}
            hint="Such as 3, 7. Empty: never."
          />
          <TextField
            label="Tell whoever asked after"
            name="managerAfterDays"
            inputMode="numeric"
            defaultValue={managerAfterDays ?? ""}
            hint="Days. Empty: never."
          />
          <TextField
            label="An answer holds for"
            name="answerDays"
            inputMode="numeric"
            required
            defaultValue={answerDays}
            hint="Days, then it is asked again."
          />
          <Checkbox name="quietWeekends" defaultChecked={quietWeekends} label="Quiet on weekends" />
        </SettingsForm>
      </Section>
      {canSetSlack && (
        <Section
          title="Slack"
          note={
            hasSlack
              ? "Questions are also put into your channel"
              : "An incoming webhook puts questions into a channel too"
          }
        >
          <SettingsForm save={saveSlack} label="Slack" submit="Save channel">
            <TextField
              label="Incoming webhook"
              name="slackUrl"
              type="url"
              autoComplete="off"
              placeholder="https://hooks.slack.com/services/…"
              hint={
                hasSlack
                  ? "Kept sealed and never shown. Empty takes the channel away."
                  : "Kept sealed and never shown."
              }
              className="w-[380px]"
            />
            <Checkbox
              name="slackAllowsPrivate"
              defaultChecked={slackAllowsPrivate}
              label="The address may lie in a private network"
            />
          </SettingsForm>
        </Section>
      )}
    </>
  );
}
