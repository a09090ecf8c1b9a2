"use client";
import { useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";

type FixFormProps = {
  batchId: string;
  /** As JSON: what the press changes between the upload and what is sent. */
  fix: string;
  label: string;
  /** The finding, for who only hears the button. */
  about: string;
  act: FormAction;
};

/** One press mends, one press takes it back. */
export function FixForm({ batchId, fix, label, about, act }: FixFormProps) {
  const [state, send, isPending] = useActionState(act, null);
  return (
    <form action={send}>
      <input type="hidden" name="batchId" value={batchId} />
      <input type="hidden" name="fix" value={fix} />
      <Button type="submit" size="sm" disabled={isPending} className="max-md:h-11">
        {label}
        <span className="sr-only">: {about}</span>
      </Button>
      {state && !state.ok && (
        <p role="alert" className="max-w-[170px] pt-1 text-small text-bad">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
