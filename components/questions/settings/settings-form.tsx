"use client";
import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = { save: FormAction; label: string; submit: string; done?: string; children: ReactNode };

/** Fields in a row, one button, and what came of it. */
export function SettingsForm({ save, label, submit, done = "Saved.", children }: Props) {
  const [state, act, isPending] = useActionState(save, null);
  return (
    <form action={act} aria-label={label}>
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">{children}</div>
      {state && !state.ok && (
        <Notice tone="bad" role="alert" className="mt-3">
          {state.error.message}
        </Notice>
      )}
      <div className="mt-4 flex items-center gap-3">
        <Button type="submit" disabled={isPending}>
          {submit}
        </Button>
        <span role="status" className="text-small text-text-2">
          {state?.ok && done}
        </span>
      </div>
    </form>
  );
}
