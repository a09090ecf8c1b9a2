"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import type { ActionResult } from "@/lib/core/action-result";

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

const WORDS = [
  ["", "As measured"],
  ["good", "Good fit"],
  ["partial", "Partial fit"],
  ["stays-sync", "Stays sync"],
] as const;

function problemOf(state: ActionResult | null): string | null {
  return state && !state.ok ? state.error.message : null;
}

/** Changes what the forecast assumes, in place. Empty means the provider's own rule. */
export function AssumptionForm({
  endpoint,
  assumed,
  action,
}: {
  endpoint: string;
  assumed: Record<string, string>;
  action: Action;
}) {
  const [state, send, isPending] = useActionState(action, null);
  const fields = [
    ["hitRate", "Cache hits inside a batch, %"],
    ["tail", "Late, so sync after all, %"],
    ["fit", "Can wait, %"],
  ] as const;
  return (
    <details className="mt-2 text-small">
      <summary className="underlined w-fit">Change the assumption</summary>
      <form action={send} className="mt-2 flex flex-wrap items-end gap-3">
        <input type="hidden" name="endpoint" value={endpoint} />
        {fields.map(([name, label]) => (
          <Field key={name} label={label} className="w-44">
            {(control) => (
              <Input name={name} inputMode="decimal" defaultValue={assumed[name] ?? ""} {...control} />
            )}
          </Field>
        ))}
        <Button type="submit" disabled={isPending}>
          Use these
        </Button>
        {problemOf(state) && (
          <p role="alert" className="w-full text-bad">
            {problemOf(state)}
          </p>
        )}
      </form>
    </details>
  );
}

/** A manager's verdict over the measured one, with a reason that Spend shows in the row. */
export function VerdictForm({
  endpoint,
  verdict,
  action,
}: {
  endpoint: string;
  verdict: string;
  action: Action;
}) {
  const [state, send, isPending] = useActionState(action, null);
  return (
    <details className="text-small">
      <summary className="underlined w-fit text-text-2">Set another verdict</summary>
      <form action={send} className="mt-2 flex flex-wrap items-end gap-3">
        <input type="hidden" name="endpoint" value={endpoint} />
        <Field label="Verdict" className="w-40">
          {(control) => (
            <Select name="verdict" defaultValue={verdict} {...control}>
              {WORDS.map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Reason, at most 36 characters" className="w-72">
          {(control) => <Input name="reason" maxLength={36} {...control} />}
        </Field>
        <Button type="submit" disabled={isPending}>
          Set
        </Button>
        {problemOf(state) && (
          <p role="alert" className="w-full text-bad">
            {problemOf(state)}
          </p>
        )}
      </form>
    </details>
  );
}
