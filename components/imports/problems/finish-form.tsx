"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/core/action-result";

type Props = {
  importId: string;
  fix: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Leaves every row out that is still wrong. */
export function FinishForm({ importId, fix }: Props) {
  const [state, send, isPending] = useActionState(fix, null);
  return (
    <form action={send}>
      <input type="hidden" name="importId" value={importId} />
      <Button type="submit" name="finish" value="1" disabled={isPending}>
        Finish without them
      </Button>
      {state && !state.ok && <span role="alert">{state.error.message}</span>}
    </form>
  );
}
