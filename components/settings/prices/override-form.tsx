"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { type FormAction, fieldOf } from "../forms/form-action";
import { FormProblem } from "../forms/form-problem";
import { RATE_NAMES, TIER_NAMES } from "./words";

export function OverrideForm({ save }: { save: FormAction }) {
  const [state, send, isPending] = useActionState(save, null);
  return (
    <form action={send} aria-label="New price" className="mt-4">
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label="Provider"
          name="provider"
          required
          placeholder="openai"
          {...fieldOf(state, "provider")}
        />
        <TextField
          label="Model"
          name="model"
          required
          placeholder="gpt-5-mini*"
          hint="* stands for any letters."
          {...fieldOf(state, "model")}
        />
        <SelectField
          label="Tier"
          name="tier"
          options={Object.entries(TIER_NAMES)}
          {...fieldOf(state, "tier")}
        />
        <SelectField
          label="Token class"
          name="rateClass"
          options={Object.entries(RATE_NAMES)}
          {...fieldOf(state, "rateClass")}
        />
        <TextField
          label="USD per million tokens"
          name="perMillion"
          required
          inputMode="decimal"
          placeholder="2.50"
          {...fieldOf(state, "perMillion")}
        />
        <TextField label="From" name="from" type="date" required {...fieldOf(state, "from")} />
        <TextField
          label="Source"
          name="note"
          required
          placeholder="Order form of 3 November"
          className="w-[260px]"
          {...fieldOf(state, "note")}
        />
        <Button type="submit" disabled={isPending} className="mt-[21px]">
          Use this price
        </Button>
      </div>
      <FormProblem state={state} />
    </form>
  );
}
