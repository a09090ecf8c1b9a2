"use client";
import { type ReactNode, useActionState } from "react";
import { inputClass } from "@/components/ui/field";
import type { ActionResult } from "@/lib/core/action-result";
import { formatWhole } from "@/lib/core/numbers";
import { FIX_FORM } from "./fix-form-id";

type Props = {
  importId: string;
  /** The cause that is open, and how many rows have it; null while all are shown. */
  cause: { code: string; column: string | null; count: number } | null;
  fix: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  children: ReactNode;
};

/** The rows with what to use instead, one by one or for a whole cause. Nothing is sent that was not filled in. */
export function FixForm({ importId, cause, fix, children }: Props) {
  const [state, send] = useActionState(fix, null);
  return (
    <form action={send} id={FIX_FORM}>
      <input type="hidden" name="importId" value={importId} />
      {cause && (
        <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line pb-3">
          <input type="hidden" name="code" value={cause.code} />
          <input type="hidden" name="column" value={cause.column ?? ""} />
          {cause.column && (
            <label className="flex items-center gap-2">
              <span className="whitespace-nowrap">Use in all {formatWhole(cause.count)} rows</span>
              <input name="use-all" className={`${inputClass} mono w-52`} />
            </label>
          )}
          <label className="flex items-center gap-2">
            <input type="checkbox" name="skip-all" value="1" />
            Skip all {formatWhole(cause.count)}
          </label>
        </div>
      )}
      {children}
      {state && !state.ok && (
        <p role="alert" className="pt-3 text-bad">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
