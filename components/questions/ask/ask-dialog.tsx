"use client";
import Link from "next/link";
import { useActionState, useEffect, useState, useTransition } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button, LINK } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import type { ActionResult } from "@/lib/core/action-result";
import { countedOwners } from "@/lib/stages/questions/model/owners";

export type PlanWords = {
  ask: { key: string; endpoint: string; owner: string; ownerName: string }[];
  notAsked: { key: string; endpoint: string; message: string }[];
};
export type AskActions = {
  plan: (endpoints: string[]) => Promise<ActionResult<PlanWords>>;
  ask: FormAction<{ asked: { owner: string }[] }>;
};

/** Asks the owners of what is selected: who gets it, who does not and why, then one button. */
export function AskDialog({ keys, plan, ask, onDone }: AskActions & { keys: string[]; onDone(): void }) {
  const [words, setWords] = useState<ActionResult<PlanWords> | null>(null);
  const [isPlanning, start] = useTransition();
  const open = () => start(async () => setWords(await plan(keys)));
  return (
    <>
      <Button variant="primary" onClick={open} disabled={isPlanning} aria-keyshortcuts="A">
        Ask owners <Kbd>A</Kbd>
      </Button>
      <Dialog open={words !== null} onOpenChange={(isOpen) => !isOpen && setWords(null)}>
        {words && !words.ok && (
          <DialogContent title="They cannot be asked" description={words.error.message} footer={<Cancel />}>
            {null}
          </DialogContent>
        )}
        {words?.ok && <Plan words={words.data} keys={keys} ask={ask} onDone={onDone} />}
      </Dialog>
    </>
  );
}

function Cancel() {
  return (
    <DialogClose>
      <Button>Cancel</Button>
    </DialogClose>
  );
}

type PlanProps = { words: PlanWords; keys: string[]; ask: AskActions["ask"]; onDone(): void };

function Plan({ words, keys, ask, onDone }: PlanProps) {
  const [state, act, isPending] = useActionState(ask, null);
  useEffect(() => {
    if (!state?.ok) return;
    toast({ text: `${countedOwners(state.data.asked)} asked.` });
    onDone();
  }, [state, onDone]);
  const count = words.ask.length;
  const preview = `/questions/ask?${new URLSearchParams(keys.map((key) => ["endpoint", key]))}`;
  return (
    <DialogContent
      title={`Ask ${countedOwners(words.ask)}?`}
      description="One e-mail for each endpoint, with a signed link. It works for 14 days, without an account."
    >
      <ul className="border-t border-line">
        {words.ask.map((row) => (
          <li key={row.key} className="flex justify-between gap-3 border-b border-line py-2">
            <span className="min-w-0 truncate">{row.endpoint}</span>
            <span className="flex-none text-text-2">{row.ownerName}</span>
          </li>
        ))}
        {words.notAsked.map((row) => (
          <li key={row.key} className="border-b border-line py-2 text-text-3">
            {row.endpoint}: not asked. {row.message}.
          </li>
        ))}
      </ul>
      {state && !state.ok && (
        <p role="alert" className="text-bad">
          {state.error.message}
        </p>
      )}
      <form action={act} className="mt-1 flex flex-wrap items-center gap-2">
        {words.ask.map(({ key }) => (
          <input key={key} type="hidden" name="endpoints" value={key} />
        ))}
        <Link href={preview} className={LINK}>
          Preview the e-mail
        </Link>
        <span className="ml-auto" />
        <Cancel />
        <Button type="submit" variant="primary" disabled={isPending || count === 0}>
          Send {count}
        </Button>
      </form>
    </DialogContent>
  );
}
