"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { type FormAction, fieldOf } from "./forms/form-action";
import { FormProblem } from "./forms/form-problem";

type Props = { label: string; name?: string; button: string; save: FormAction };

export function NameForm({ label, name, button, save }: Props) {
  const [state, send, isPending] = useActionState(save, null);
  return (
    <form action={send} aria-label={label}>
      <div className="flex items-start gap-3">
        <TextField
          key={name}
          label={label}
          name="name"
          required
          className="w-[260px]"
          defaultValue={name}
          {...fieldOf(state, "name")}
        />
        <Button type="submit" disabled={isPending} className="mt-[21px]">
          {button}
        </Button>
      </div>
      <FormProblem state={state} />
    </form>
  );
}
