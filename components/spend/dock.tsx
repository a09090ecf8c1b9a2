"use client";
import { useActionState, useEffect } from "react";
import { AskDialog } from "@/components/questions/ask/ask-dialog";
import type { ServerRow } from "@/components/tables/types";
import { Button, buttonClass } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { toast } from "@/components/ui/overlay/toast";
import { formatDollars } from "@/lib/core/money";
import type { SpendView } from "./view";

type DockProps = {
  selected: ServerRow[];
  cents: boolean;
  assign: SpendView["actions"]["assignOwner"];
  ask: SpendView["actions"]["askOwners"];
  onClear(): void;
};

/** What can be done with the selected rows. It floats, and leaves room for what has the focus. */
export function Dock({ selected, cents, assign, ask, onClear }: DockProps) {
  const spend = selected.reduce((sum, row) => sum + (row.amount ?? 0n), 0n);
  return (
    <section
      aria-label="Selected rows"
      className="rise-in fixed bottom-4 left-1/2 z-30 flex max-w-[calc(100vw-24px)] -translate-x-1/2 flex-wrap items-center gap-3 rounded-panel border border-line-2 bg-raised py-2 pr-2 pl-4 whitespace-nowrap shadow-3 lg:left-[calc(50%+104px)] max-md:bottom-20"
    >
      <span className="font-medium">{selected.length} selected</span>
      <span className="text-text-3">{formatDollars(spend, { cents })} spend</span>
      {ask && <AskDialog {...ask} keys={selected.map((row) => row.id)} onDone={onClear} />}
      {assign && <AssignOwner assign={assign} keys={selected.map((row) => row.id)} onDone={onClear} />}
      <Button variant="ghost" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}

type AssignProps = { assign: NonNullable<DockProps["assign"]>; keys: string[]; onDone(): void };

function AssignOwner({ assign, keys, onDone }: AssignProps) {
  const [result, onAssign, isPending] = useActionState(assign, null);
  useEffect(() => {
    if (!result?.ok) return;
    toast({ text: "The owner is assigned." });
    onDone();
  }, [result, onDone]);
  return (
    <Disclosure
      up
      align="end"
      summary="Assign owner"
      summaryClassName={buttonClass()}
      panelClassName="w-[264px] p-3"
    >
      <form action={onAssign} className="flex flex-col gap-2 whitespace-normal">
        {keys.map((key) => (
          <input key={key} type="hidden" name="keys" value={key} />
        ))}
        <Input
          name="owner"
          type="email"
          required
          aria-label="E-mail of the owner"
          placeholder="name@example.com"
        />
        <Button type="submit" size="sm" variant="primary" disabled={isPending}>
          Assign {keys.length === 1 ? "this endpoint" : `${keys.length} endpoints`}
        </Button>
        {result && !result.ok && (
          <p role="alert" className="text-small text-bad">
            {result.error.message}
          </p>
        )}
      </form>
    </Disclosure>
  );
}
