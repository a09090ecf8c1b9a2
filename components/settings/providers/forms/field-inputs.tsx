import { Checkbox } from "@/components/ui/checkbox";
import { Field, Input, Textarea } from "@/components/ui/field";
import type { ActionResult } from "@/lib/core/action-result";
import type { PlannedField } from "@/lib/stages/connections/model/plan";
import { fieldOf } from "../../forms/form-action";

/** What stands of a connection: settings as they are, keys as their masks. */
export type Standing = { settings: Record<string, string>; masks: Record<string, string> };
type Props = { fields: PlannedField[]; state: ActionResult | null; standing?: Standing };

/** The fields of a provider as it lists them; those few need stand under “More”. */
export function FieldInputs({ fields, state, standing }: Props) {
  const [plain, more] = [fields.filter((field) => !field.advanced), fields.filter((field) => field.advanced)];
  const isOpen = more.some((field) => fieldOf(state, nameOf(field)).error || standing?.settings[field.name]);
  const input = (field: PlannedField) => (
    <FieldInput key={field.name} field={field} state={state} {...(standing && { standing })} />
  );
  return (
    <>
      {plain.map(input)}
      {more.length > 0 && (
        <details open={isOpen}>
          <summary className="underlined w-fit min-h-6 text-text-2 decoration-line-2">More</summary>
          <div className="mt-3 grid gap-4">{more.map(input)}</div>
        </details>
      )}
    </>
  );
}

const nameOf = (field: PlannedField) => `${field.in}.${field.name}`;

function FieldInput({ field, state, standing }: { field: PlannedField } & Omit<Props, "fields">) {
  const mask = standing?.masks[field.name];
  const { error, defaultValue = standing?.settings[field.name] } = fieldOf(state, nameOf(field));
  const isKept = field.in === "credentials" && mask !== undefined;
  const shared = {
    name: nameOf(field),
    required: field.required && !isKept,
    placeholder: (isKept ? mask : field.placeholder) ?? undefined,
    autoComplete: "off",
    spellCheck: false,
  };
  return (
    <div>
      <Field
        label={field.required ? field.label : `${field.label} (optional)`}
        hint={isKept ? keptHint(field) : field.hint}
        error={error}
      >
        {(control) =>
          field.multiline ? (
            <Textarea {...shared} {...control} rows={4} className="font-mono text-small" />
          ) : (
            <Input
              {...shared}
              {...control}
              // Never filled in by a browser that keeps passwords for this page.
              type={field.in === "credentials" ? "password" : "text"}
              {...(field.in === "credentials" ? { autoComplete: "new-password" } : { defaultValue })}
              className="font-mono text-small"
            />
          )
        }
      </Field>
      {isKept && !field.required && (
        <div className="mt-1.5">
          <Checkbox name={`forget.${field.name}`} label={`Take the ${small(field.label)} away`} />
        </div>
      )}
    </div>
  );
}

function keptHint({ hint }: PlannedField): string {
  return hint ? `Empty keeps the one that stands. ${hint}` : "Empty keeps the one that stands.";
}

function small(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
