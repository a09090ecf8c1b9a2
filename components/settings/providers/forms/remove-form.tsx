"use client";
import { useActionState } from "react";
import type { FormAction } from "../../forms/form-action";
import { FormProblem } from "../../forms/form-problem";
import { RemoveDetails } from "../../forms/remove-details";

export function RemoveForm({ id, name, remove }: { id: string; name: string; remove: FormAction }) {
  const [state, send] = useActionState(remove, null);
  return (
    <form action={send} className="-ml-[9px] w-fit">
      <input type="hidden" name="id" value={id} />
      <RemoveDetails
        label={`Remove ${name}`}
        question="Its keys are deleted here at once. Batches that ran through it stay."
        confirm="Remove"
      />
      <FormProblem state={state} />
    </form>
  );
}
