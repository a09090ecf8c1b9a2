"use client";
import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Radio } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { MoonIcon } from "@/components/ui/icons";

export const START_FORM = "start-batch";

type StartFormProps = {
  batchId: string;
  /** How many requests there are to choose from; null: not known yet. */
  requests: number | null;
  canary: number | null;
  act: FormAction;
};

/** Now, or later by hand; all at once, or a few first. Sent by the button beside the ledger. */
export function StartForm({ batchId, requests, canary, act }: StartFormProps) {
  const [state, send] = useActionState(act, null);
  return (
    <form id={START_FORM} action={send} className="pt-3">
      <input type="hidden" name="batchId" value={batchId} />
      <fieldset className="grid gap-2.5 md:grid-cols-2">
        <legend className="sr-only">When it starts</legend>
        <Option value="now" isChosen title="Now" note="Sent as soon as you confirm">
          <MoonIcon className="icon-s ml-auto text-night-text" />
        </Option>
        <Option value="hold" title="Hold" note="Kept ready, starts by hand from its page" />
      </fieldset>
      <Field
        label={
          <>
            Canary <span className="font-normal text-text-3">optional</span>
          </>
        }
        hint="So many lines go first. You look at their results, then release the rest."
        className="mt-4 max-w-[420px]"
        error={state && !state.ok ? state.error.message : undefined}
      >
        {(control) => (
          <Input
            {...control}
            name="canary"
            type="number"
            min={1}
            {...(requests !== null && { max: Math.max(1, requests - 1) })}
            inputMode="numeric"
            placeholder="All at once"
            defaultValue={canary ?? ""}
            className="max-w-[140px]"
          />
        )}
      </Field>
    </form>
  );
}

type OptionProps = {
  value: string;
  isChosen?: boolean;
  title: string;
  note: string;
  children?: ReactNode;
};

function Option({ value, isChosen = false, title, note, children }: OptionProps) {
  return (
    <label
      htmlFor={`start-${value}`}
      className="flex items-center gap-2.5 rounded-notice border border-ctl-line px-3.5 py-2.5 has-checked:border-night-edge has-checked:bg-night-wash has-checked:inset-ring-[.7px] has-checked:inset-ring-night-edge"
    >
      <Radio
        id={`start-${value}`}
        name="start"
        value={value}
        defaultChecked={isChosen}
        className="checked:border-night"
      />
      <span>
        <b className="block">{title}</b>
        <span className="block text-small text-text-2">{note}</span>
      </span>
      {children}
    </label>
  );
}
