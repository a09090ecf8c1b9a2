"use client";
import { useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";

/** Names the cost center where it is missed. */
export function CostCenterForm({ endpoint, save }: { endpoint: string; save: FormAction }) {
  const [state, act, isPending] = useActionState(save, null);
  return (
    <form action={act} className="mt-1.5 ml-[23px] flex items-center gap-2">
      <input type="hidden" name="key" value={endpoint} />
      <Input name="costCenter" aria-label="Cost center" required maxLength={200} className="max-w-40" />
      <Button type="submit" size="sm" disabled={isPending}>
        Name it
      </Button>
      {state && !state.ok && (
        <span role="alert" className="text-small text-bad">
          {state.error.message}
        </span>
      )}
    </form>
  );
}
