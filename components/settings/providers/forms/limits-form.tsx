"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { ActionResult } from "@/lib/core/action-result";
import type { ConnectionLimits, LimitField } from "@/lib/core/provider";
import { limitText, numberText, presetOf } from "@/lib/stages/connections/model/limits-form";
import { type FormAction, fieldOf } from "../../forms/form-action";
import { FormProblem } from "../../forms/form-problem";

type Props = { id: string; fields: LimitField[]; limits: ConnectionLimits; save: FormAction };

/** What the account may do at once: as the vendor publishes it, or its own. */
export function LimitsForm({ id, fields, limits, save }: Props) {
  const [state, send, isPending] = useActionState(save, null);
  return (
    <form
      key={JSON.stringify(limits)}
      action={send}
      aria-label="Limits"
      className="grid max-w-[640px] grid-cols-[minmax(0,1fr)] gap-5"
    >
      <input type="hidden" name="id" value={id} />
      {fields.map((field) => (
        <LimitInput key={field.name} field={field} limits={limits} state={state} />
      ))}
      <FormProblem state={state} />
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={isPending}>
          Save limits
        </Button>
        <span role="status" className="text-small text-text-2">
          {state?.ok && "Saved."}
        </span>
      </div>
    </form>
  );
}

type InputProps = { field: LimitField; limits: ConnectionLimits; state: ActionResult | null };

function LimitInput({ field, limits, state }: InputProps) {
  const name = `limits.${field.name}.text`;
  const { error, defaultValue = limitText(limits, field) } = fieldOf(state, name);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{field.label}</legend>
      <div className="flex flex-wrap items-start gap-3">
        {field.presets.length > 0 && <PresetSelect field={field} limits={limits} state={state} />}
        <Field
          label={field.byModel ? "Per model" : "For all models"}
          error={error}
          hint={
            field.byModel
              ? "A model and a number a line, such as gpt-5-mini* 20M. Empty: not known."
              : "Empty: not known."
          }
          className="min-w-[260px] flex-1"
        >
          {(control) =>
            field.byModel ? (
              <Textarea
                {...control}
                name={name}
                rows={3}
                defaultValue={defaultValue}
                spellCheck={false}
                className="font-mono text-small"
              />
            ) : (
              <Input
                {...control}
                name={name}
                inputMode="numeric"
                defaultValue={defaultValue}
                className="font-mono text-small"
              />
            )
          }
        </Field>
      </div>
      {field.source && <Source source={field.source} />}
    </fieldset>
  );
}

function PresetSelect({ field, limits, state }: InputProps) {
  const name = `limits.${field.name}.preset`;
  const known = presetOf(limits, field);
  const own = known ? `As written (${known})` : "As written";
  const options = field.presets.map(({ label, values }) => [label, `${label}: ${summary(values)}`] as const);
  // What is written wins unless a published set is chosen anew.
  const { defaultValue } = fieldOf(state, name);
  return (
    <Field label="Use" className="max-w-full">
      {({ id }) => (
        <Select key={defaultValue} id={id} name={name} defaultValue={defaultValue} className="max-w-full">
          {[["", own] as const, ...options].map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** The first few, to recognise a tier by. */
function summary(values: Record<string, number>): string {
  const entries = Object.entries(values);
  const first = entries
    .slice(0, 2)
    .map(([model, number]) => `${model === "*" ? "all" : model} ${numberText(number)}`);
  return entries.length > 2 ? `${first.join(", ")} …` : first.join(", ");
}

function Source({ source }: { source: NonNullable<LimitField["source"]> }) {
  return (
    <p className="mt-1.5 text-small text-text-3">
      <a href={source.url} rel="noreferrer" target="_blank" className="underlined decoration-line-2">
        {source.title}
      </a>
      , read {source.read}
    </p>
  );
}
