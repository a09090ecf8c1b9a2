"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import { type FormAction, fieldOf } from "../../forms/form-action";
import { FormProblem } from "../../forms/form-problem";
import { FieldInputs, type Standing } from "./field-inputs";

type Props = {
  plan: FormPlan;
  connection: { id: string; name: string; costCenter: string | null } & Standing;
  change: FormAction;
};

export function ChangeForm({ plan, connection, change }: Props) {
  const [state, send, isPending] = useActionState(change, null);
  const { id, name, costCenter, settings, masks } = connection;
  return (
    <form
      // With what was saved, not with what was typed before.
      key={`${name} ${costCenter} ${JSON.stringify([settings, masks])}`}
      action={send}
      aria-label="Connection"
      className="grid max-w-[480px] grid-cols-[minmax(0,1fr)] gap-4"
    >
      <input type="hidden" name="id" value={id} />
      <TextField label="Name" name="name" required defaultValue={name} {...fieldOf(state, "name")} />
      <FieldInputs fields={plan.fields} state={state} standing={{ settings, masks }} />
      <TextField
        label="Default cost center (optional)"
        name="costCenter"
        defaultValue={costCenter ?? ""}
        hint="For batches that name none."
        {...fieldOf(state, "costCenter")}
      />
      <FormProblem state={state} />
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={isPending}>
          Save
        </Button>
        <span role="status" className="text-small text-text-2">
          {state?.ok && "Saved."}
        </span>
      </div>
    </form>
  );
}
