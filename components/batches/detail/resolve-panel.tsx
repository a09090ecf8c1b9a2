"use client";
import { CircleQuestionMark } from "lucide-react";
import { type ReactNode, useActionState, useId } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";
import { Checkbox, Radio } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";

export type UnsurePart = {
  number: number;
  requests: string;
  why: string | null;
  candidates: { id: string; words: string }[];
};

type ResolvePanelProps = {
  batchId: string;
  provider: string;
  part: UnsurePart;
  /** What sending it again could cost beside the first time; null: no price is known. */
  cost: string | null;
  act: FormAction | null;
};

/** Nobody can tell whether the provider took it. A person looks there and decides; nothing is sent before. */
export function ResolvePanel({ batchId, provider, part, cost, act }: ResolvePanelProps) {
  return (
    <section
      aria-label={`Part ${part.number} is unsure`}
      className="mb-5 rounded-r-ctl border-l-[3px] border-text-2 bg-sunk px-3.5 py-3"
    >
      <p className="flex gap-3">
        <CircleQuestionMark className="icon mt-0.5 flex-none" />
        <span>
          <b>
            {provider} may have taken part {part.number}, {part.requests}, and its answer was lost.
          </b>{" "}
          {part.why} It is not sent again before somebody decides, since both would be charged.
        </span>
      </p>
      {act ? (
        <ResolveForm {...{ batchId, provider, part, cost, act }} />
      ) : (
        <p className="pt-2 pl-7 text-text-2">A manager or the endpoint's owner can decide.</p>
      )}
    </section>
  );
}

function ResolveForm({ batchId, provider, part, cost, act }: ResolvePanelProps & { act: FormAction }) {
  const [state, send, isPending] = useActionState(act, null);
  return (
    <form action={send} className="flex flex-col gap-2 pt-2 pl-7">
      <input type="hidden" name="batchId" value={batchId} />
      <input type="hidden" name="part" value={part.number} />
      <fieldset>
        <legend className="pb-1 font-strong">Which is it?</legend>
        {part.candidates.map(({ id, words }) => (
          <Choice key={id} value={`adopt:${id}`} means="Offpeak follows that batch; nothing is sent.">
            It is <span className="mono [overflow-wrap:anywhere]">{id}</span>, {words}.
          </Choice>
        ))}
        <Choice value="adopt" means="Offpeak follows that batch; nothing is sent.">
          It is another batch of {provider}, which I have found there.
        </Choice>
        <div className="max-w-[385px] pb-1 pl-[25px]">
          <Input
            name="providerBatchId"
            aria-label="Id of the provider's batch"
            placeholder="Id of the provider's batch"
            maxLength={300}
            className="font-mono"
          />
        </div>
        <Choice
          value="resubmit"
          means={`If it did take the first one, both run, and you pay twice${cost ? `: about ${cost} more` : ""}.`}
        >
          {provider} has no such batch: send it again.
        </Choice>
        <Choice
          value="abandon"
          means={`Its requests end as cancelled. If ${provider} did take it, it runs there, is charged, and its results are not read.`}
        >
          Give it up.
        </Choice>
      </fieldset>
      <Checkbox name="sure" required label={`I have looked at the batches of this account at ${provider}.`} />
      {state && !state.ok && (
        <p role="alert" className="text-small text-bad">
          {state.error.message}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" disabled={isPending}>
          Decide
        </Button>
      </div>
    </form>
  );
}

/** One way to settle it, with what follows from it. */
function Choice({ value, means, children }: { value: string; means: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className="flex items-start gap-[9px] py-1">
      <Radio id={id} name="choice" value={value} required className="mt-0.5" />
      <label htmlFor={id}>
        {children} <span className="text-text-2">{means}</span>
      </label>
    </div>
  );
}
