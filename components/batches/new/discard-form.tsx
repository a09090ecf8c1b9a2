"use client";
import type { FormAction } from "@/components/settings/forms/form-action";
import { ConfirmForm } from "../detail/confirm-form";

/** Throws the draft away with its file; nothing was sent. */
export function DiscardForm({ batchId, act }: { batchId: string; act: FormAction }) {
  return (
    <ConfirmForm
      {...{ batchId, act }}
      summary="Discard"
      variant="ghost"
      title="Throw this draft away?"
      confirm="Discard it"
      confirmVariant="danger"
    >
      <p>The file and its check are removed. Nothing was sent, and nothing is charged.</p>
    </ConfirmForm>
  );
}
