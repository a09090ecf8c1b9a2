"use client";
import Link from "next/link";
import { type ReactNode, useActionState, useState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button, ButtonLink, LINK } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { countedOwners } from "@/lib/stages/questions/model/owners";

type Props = {
  ask: FormAction<{ asked: unknown[] }>;
  /** Whose checkboxes `children` are: `endpoints`, by key. */
  planned: { key: string; owner: string }[];
  hasMail: boolean;
  children: ReactNode;
};

export function AskForm({ ask, planned, hasMail, children }: Props) {
  const [state, act, isPending] = useActionState(ask, null);
  const [chosen, setChosen] = useState(planned);
  return (
    <form
      action={act}
      aria-label="Ask owners"
      onChange={(event) => {
        const keys = new FormData(event.currentTarget).getAll("endpoints");
        setChosen(planned.filter(({ key }) => keys.includes(key)));
      }}
    >
      <p className="mb-3 text-text-2">
        One message for each endpoint, with a signed link. It works for 14 days, without an account.
        {!hasMail && (
          <>
            {" "}
            No mail server is set up: the messages wait in the{" "}
            <Link href="/questions?show=outbox" className={LINK}>
              outbox
            </Link>
            , where you copy the links.
          </>
        )}
      </p>
      {children}
      {state && !state.ok && (
        <Notice tone="bad" role="alert" className="mt-3">
          {state.error.message}
        </Notice>
      )}
      <div className="mt-4 flex flex-wrap items-end gap-3">
        <Field label="Answer by (optional)">
          {(control) => <Input {...control} name="dueAt" type="date" className="w-[170px]" />}
        </Field>
        <div className="ml-auto flex gap-3">
          <ButtonLink href="/questions">Cancel</ButtonLink>
          <Button type="submit" variant="primary" disabled={isPending || chosen.length === 0}>
            Ask {countedOwners(chosen)}
          </Button>
        </div>
      </div>
    </form>
  );
}
