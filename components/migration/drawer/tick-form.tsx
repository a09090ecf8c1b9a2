"use client";
import { useActionState, useRef } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Checkbox } from "@/components/ui/checkbox";

type TickFormProps = {
  endpoint: string;
  tick: string;
  label: string;
  isOn: boolean;
  save: FormAction | null;
};

/** A box that is kept at once; without scripts a button beside it does that. */
export function TickForm({ endpoint, tick, label, isOn, save }: TickFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [state, act, isPending] = useActionState(save ?? (async () => null), null);
  return (
    <form ref={form} action={act}>
      <input type="hidden" name="key" value={endpoint} />
      <input type="hidden" name="tick" value={tick} />
      <input type="hidden" name="on" value={String(!isOn)} />
      <Checkbox
        key={String(isOn)}
        label={label}
        defaultChecked={isOn}
        disabled={!save || isPending}
        onChange={() => form.current?.requestSubmit()}
      />
      {save && (
        <noscript>
          <button type="submit" className="underlined ml-2 text-small">
            {isOn ? "Take back" : "Done"}
          </button>
        </noscript>
      )}
      {state && !state.ok && (
        <span role="alert" className="block text-small text-bad">
          {state.error.message}
        </span>
      )}
    </form>
  );
}
