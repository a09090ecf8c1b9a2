"use client";
import { useActionState } from "react";
import type { FormAction } from "../forms/form-action";
import { FormProblem } from "../forms/form-problem";
import { RemoveDetails } from "../forms/remove-details";

export function RestoreForm({ id, name, remove }: { id: number; name: string; remove: FormAction }) {
  const [state, send] = useActionState(remove, null);
  return (
    <form action={send} className="inline-block">
      <input type="hidden" name="id" value={id} />
      <RemoveDetails
        label={`Remove the price of ${name}`}
        question="Costs and forecasts go back to the list price."
        confirm="Remove"
      />
      <FormProblem state={state} />
    </form>
  );
}
