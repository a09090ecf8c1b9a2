"use client";
import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";

type Props = { action: FormAction; id: string; label: string; children: ReactNode };

/** One small action of a row; what went wrong stands below it. */
export function RowAction({ action, id, label, children }: Props) {
  const [state, act, isPending] = useActionState(action, null);
  return (
    <form action={act} className="inline-block">
      <input type="hidden" name="id" value={id} />
      <Button type="submit" size="sm" variant="ghost" disabled={isPending} aria-label={label}>
        {children}
      </Button>
      {state && !state.ok && (
        <span role="alert" className="block text-small text-bad">
          {state.error.message}
        </span>
      )}
    </form>
  );
}
