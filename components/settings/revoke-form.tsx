"use client";
import { useActionState } from "react";
import type { FormAction } from "./forms/form-action";
import { FormProblem } from "./forms/form-problem";
import { RemoveDetails } from "./forms/remove-details";

export function RevokeForm({ id, name, revoke }: { id: string; name: string; revoke: FormAction }) {
  const [state, send] = useActionState(revoke, null);
  return (
    <form action={send} className="inline-block">
      <input type="hidden" name="id" value={id} />
      <RemoveDetails
        label={`Revoke ${name}`}
        question={`Whatever uses ${name} stops at once.`}
        confirm="Revoke"
      />
      <FormProblem state={state} />
    </form>
  );
}
