"use client";
import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button, type ButtonVariant, buttonClass } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/overlay/disclosure";

type ConfirmFormProps = {
  batchId: string;
  act: FormAction;
  /** What opens the question. */
  summary: ReactNode;
  variant?: ButtonVariant;
  /** What will happen and what it costs. */
  title: string;
  children?: ReactNode;
  confirm: ReactNode;
  confirmVariant?: ButtonVariant;
};

/** Asks before it sends; a disclosure, so that it asks without scripts too. */
export function ConfirmForm(props: ConfirmFormProps) {
  const { batchId, act, summary, variant, title, children, confirm } = props;
  const [state, send, isPending] = useActionState(act, null);
  const isRefused = state !== null && !state.ok;
  return (
    <Disclosure
      align="end"
      isOpen={isRefused}
      summary={summary}
      summaryClassName={buttonClass({ ...(variant && { variant }) })}
      panelClassName="w-[320px] max-md:fixed max-md:inset-x-4 max-md:top-auto max-md:bottom-20 max-md:w-auto"
    >
      <form action={send} className="flex flex-col gap-2.5 p-2 whitespace-normal">
        <input type="hidden" name="batchId" value={batchId} />
        <b>{title}</b>
        {children}
        {isRefused && (
          <p role="alert" className="text-small text-bad">
            {state.error.message}
          </p>
        )}
        <div className="flex justify-end">
          <Button
            type="submit"
            disabled={isPending}
            {...(props.confirmVariant && { variant: props.confirmVariant })}
          >
            {confirm}
          </Button>
        </div>
      </form>
    </Disclosure>
  );
}

type PressFormProps = { batchId: string; act: FormAction; variant?: ButtonVariant; children: ReactNode };

/** One press, nothing to ask. */
export function PressForm({ batchId, act, variant, children }: PressFormProps) {
  const [state, send, isPending] = useActionState(act, null);
  return (
    <form action={send} className="flex flex-col items-end gap-1">
      <input type="hidden" name="batchId" value={batchId} />
      <Button type="submit" disabled={isPending} {...(variant && { variant })}>
        {children}
      </Button>
      {state && !state.ok && (
        <p role="alert" className="max-w-[260px] text-right text-small text-bad">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
