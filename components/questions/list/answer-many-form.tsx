"use client";
import { useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { BULK } from "./question-table";

type Answered = { answered: string[]; refused: { id: string; message: string }[] };

/** One answer to all that are chosen in the table above. */
export function AnswerManyForm({ send }: { send: FormAction<Answered> }) {
  const [state, act, isPending] = useActionState(send, null);
  const error = state && !state.ok ? state.error.message : null;
  return (
    <form id={BULK} action={act} aria-label="Answer the chosen" className="group/many mt-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Would 24 hours later be fine for the chosen?">
          {(control) => (
            <Select {...control} name="answer" defaultValue="yes">
              <option value="yes">Yes</option>
              <option value="part">For part of it</option>
              <option value="no">No</option>
            </Select>
          )}
        </Field>
        <Field
          label="Part, in percent"
          className="w-[110px] not-group-has-[option[value=part]:checked]/many:hidden"
        >
          {(control) => <Input {...control} name="percent" inputMode="numeric" />}
        </Field>
        <Button type="submit" disabled={isPending}>
          Answer the chosen
        </Button>
      </div>
      <p role="status" className="mt-2 text-small text-text-2">
        {state?.ok && said(state.data)}
      </p>
      {error && (
        <p role="alert" className="mt-2 text-small text-bad">
          {error}
        </p>
      )}
    </form>
  );
}

function said({ answered, refused }: Answered): string {
  const done = `${answered.length} answered.`;
  const [first] = refused;
  return first ? `${done} ${refused.length} not: ${first.message}` : done;
}
