"use client";
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import { type FormAction, fieldOf } from "../../forms/form-action";
import { FormProblem } from "../../forms/form-problem";
import { FieldInputs } from "./field-inputs";

/** Makes a connection and tests it at once: its row then says what it can do. */
export function ConnectForm({ plan, connect }: { plan: FormPlan; connect: FormAction }) {
  const [state, send, isPending] = useActionState(connect, null);
  return (
    <form
      action={send}
      aria-label={`Connect ${plan.label}`}
      className="grid max-w-[480px] grid-cols-[minmax(0,1fr)] gap-4"
    >
      <input type="hidden" name="provider" value={plan.id} />
      <TextField
        label="Name"
        name="name"
        required
        placeholder="Production"
        hint="To tell several of one provider apart."
        {...fieldOf(state, "name")}
      />
      <FieldInputs fields={plan.fields} state={state} />
      <TextField
        label="Default cost center (optional)"
        name="costCenter"
        hint="For batches that name none."
        {...fieldOf(state, "costCenter")}
      />
      <FormProblem state={state} />
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Testing" : `Connect ${plan.label}`}
        </Button>
        <ButtonLink href="/settings?show=providers">Cancel</ButtonLink>
        <span className="text-small text-text-3">Takes up to 15 seconds: it is tested at once.</span>
      </div>
    </form>
  );
}
