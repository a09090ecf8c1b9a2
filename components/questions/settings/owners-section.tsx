import type { FormAction } from "@/components/settings/forms/form-action";
import { Field, Textarea } from "@/components/ui/field";
import { Section } from "@/components/ui/nav/page-header";
import { SettingsForm } from "./settings-form";

const EXAMPLE = "support/*  priya@example.com\nteam:search  ada@example.com\ntag:etl  jonas@example.com";

/** Who owns what, for many endpoints at once. A person without an account is an e-mail address. */
export function OwnersSection({ assign }: { assign: FormAction }) {
  return (
    <Section
      title="Owners"
      note="Rules, so that they hold for traffic to come too; an owner set on an endpoint wins"
    >
      <SettingsForm
        save={assign}
        label="Owners"
        submit="Assign owners"
        done="Assigned. Figures follow in a moment."
      >
        <Field
          label="A table with the columns endpoint, owner; or lines as in CODEOWNERS"
          hint="A * at the end matches a beginning. team:, tag:, project: and model: match those. Of several lines the last wins."
          className="w-full max-w-[720px]"
        >
          {(control) => (
            <Textarea
              {...control}
              name="text"
              rows={8}
              required
              placeholder={EXAMPLE}
              className="font-mono text-small"
            />
          )}
        </Field>
      </SettingsForm>
    </Section>
  );
}
