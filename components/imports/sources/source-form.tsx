"use client";
import { useActionState } from "react";
import { type FormAction, fieldOf } from "@/components/settings/forms/form-action";
import { FormProblem } from "@/components/settings/forms/form-problem";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { SectionHead } from "@/components/ui/nav/page-header";
import type { Period } from "@/lib/core/period";
import type { RecordPeriod } from "@/lib/stages/ledger/model/records";

type Props = { periods: RecordPeriod[]; period: Period; choose: FormAction<{ days: number }> };

/** Lets one source alone count for a provider's days, or hands them back to the rules. */
export function SourceForm({ periods, period, choose }: Props) {
  const [state, send, isPending] = useActionState(choose, null);
  const providers = [...new Set(periods.map(({ provider }) => provider))];
  const sources = [...new Map(periods.flatMap((p) => p.sources).map((s) => [s.id, s.name])).entries()];
  return (
    <form action={send} aria-label="Choose a source" className="mt-2 border-t border-line py-[22px]">
      <SectionHead
        title="Choose another"
        note="One source alone counts on these days; the others stay as evidence"
      />
      <div className="flex flex-wrap items-start gap-3">
        <SelectField
          label="Provider"
          name="provider"
          options={providers.map((name) => [name, name])}
          {...fieldOf(state, "provider")}
        />
        <TextField label="From" name="from" type="date" required {...day(state, "from", period.from)} />
        <TextField label="To" name="to" type="date" required {...day(state, "to", period.to)} />
        <SelectField
          label="Source"
          name="sourceId"
          options={[
            ...sources.map(([id, name]): [string, string] => [String(id), name]),
            ["", "As the rules decide"],
          ]}
          {...fieldOf(state, "sourceId")}
        />
        <TextField label="Why" name="reason" className="w-[260px]" {...fieldOf(state, "reason")} />
        <Button type="submit" disabled={isPending} className="mt-[21px]">
          Use this source
        </Button>
      </div>
      <FormProblem state={state} />
      <p role="status" className="mt-2 text-small text-text-3">
        {state?.ok && `${state.data.days} ${state.data.days === 1 ? "day" : "days"} counted again.`}
      </p>
    </form>
  );
}

type State = Parameters<typeof fieldOf>[0];

function day(state: State, name: string, fallback: string) {
  return { defaultValue: fallback, ...fieldOf(state, name) };
}
