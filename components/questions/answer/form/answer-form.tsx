"use client";
import { type FormEvent, useActionState, useEffect, useRef, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Evidence } from "@/lib/stages/fit/model/evidence";
import type { Traffic } from "@/lib/stages/questions/model/answer";
import { PART_BY, scopeOf } from "@/lib/stages/questions/model/answer-form";
import type { Seen } from "@/lib/stages/questions/model/checks";
import { shareOfScope } from "@/lib/stages/questions/model/scope";
import { CheckFields, LongestWait, NoteField } from "./check-fields";
import { Choices } from "./choices";
import { draftOf, has, readValues, text, type Values } from "./fields";
import { OutcomeBlock } from "./outcome-block";
import { PartFields } from "./part-fields";
import { type SendAnswer, useAnswer } from "./use-answer";

export type AnswerFormProps = {
  question: string;
  legend: string;
  /** Names the question to the action: the link's token, or the id. */
  hidden: Record<string, string>;
  values: Values;
  seen: Seen;
  traffic: Traffic;
  evidence: Evidence | null;
  send: SendAnswer;
  /** Where the result is shown, and where somebody else is named. */
  done: string;
  someoneElse: string | null;
};

/** One question, then only what matters for the answer. Everything works without scripts but the slider and offline. */
export function AnswerForm(props: AnswerFormProps) {
  const { question, hidden, seen, traffic, evidence, send, done } = props;
  const form = useRef<HTMLFormElement>(null);
  const [state, act, isActing] = useActionState(send, null);
  const refused = state && !state.ok ? state.values : undefined;
  const [initial] = useState<Values>({ ...props.values, ...refused });
  const [values, setValues] = useState<Values>(initial);
  const [isScripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const { onSubmit, result, isKept, isPending } = useAnswer({ question, send, done });
  const problem = [result, state].find((each) => each && !each.ok);
  const error = problem && !problem.ok ? problem.error : null;

  const setPercent = (percent: string) => setValues((now) => ({ ...now, percent }));
  const onChange = (event: FormEvent<HTMLFormElement>) => {
    // The slider has no name: it has set the number already, which the form does not show yet.
    const isSlider = event.target instanceof HTMLInputElement && event.target.type === "range";
    if (!form.current || isSlider) return;
    const next = readValues(form.current);
    setValues((now) => ({ ...next, percent: measured(now, next, traffic) ?? text(next, "percent") }));
  };
  return (
    <form ref={form} action={act} onSubmit={onSubmit} onChange={onChange} className="group/form">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Choices legend={props.legend} values={initial} />
      <div className="mt-[30px] hidden group-has-[[name=answer]:checked]/form:block">
        <div className="hidden group-has-[[name=answer][value=part]:checked]/form:block">
          <PartFields
            values={initial}
            traffic={traffic}
            percent={text(values, "percent")}
            slides={isScripted}
            error={error?.fields?.percent ?? error?.fields?.share}
            onPercent={setPercent}
          />
        </div>
        <div className="group-has-[[name=answer][value=part]:checked]/form:hidden">
          <CheckFields seen={seen} values={initial} />
        </div>
        <LongestWait values={initial} />
        <NoteField values={initial} />
      </div>
      <OutcomeBlock draft={draftOf(values)} evidence={evidence} />
      {error && (
        <Notice tone="bad" role="alert" className="mt-4">
          {error.message}
        </Notice>
      )}
      {isKept && (
        <Notice role="status" title="You are offline" className="mt-4">
          Your answer is kept in this browser. It is sent as soon as you are back, or when you open this page
          again.
        </Notice>
      )}
      <div className="mt-[22px] bg-bg max-md:sticky max-md:bottom-0 max-md:py-3 md:mr-2 md:inline-block">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          disabled={isPending || isActing}
          className="max-md:w-full max-md:text-[16px]"
        >
          {isPending || isActing ? "Sending" : "Send answer"}
        </Button>
      </div>
      {props.someoneElse && (
        <ButtonLink
          href={props.someoneElse}
          variant="ghost"
          size="lg"
          className="max-md:h-11 max-md:w-full max-md:text-[16px]"
        >
          Someone else should answer
        </ButtonLink>
      )}
    </form>
  );
}

/** When the rule changes, the traffic says how much that is; null when only something else did. */
function measured(before: Values, after: Values, traffic: Traffic): string | null {
  const ruleOf = (values: Values) => {
    const partBy = PART_BY.find((by) => has(values, "partBy", by)) ?? "percent";
    const list = (name: string) => [values[name] ?? []].flat();
    const hour = (name: string) => Number(text(values, name));
    return scopeOf(
      {
        partBy,
        jobs: list("jobs"),
        clients: list("clients"),
        hoursFrom: hour("hoursFrom"),
        hoursTo: hour("hoursTo"),
      },
      Number.NaN,
    );
  };
  const [was, is] = [ruleOf(before), ruleOf(after)];
  if ("percent" in is || JSON.stringify(was) === JSON.stringify(is)) return null;
  const share = shareOfScope(is, traffic);
  return share === null ? null : String(Math.round(share * 100));
}
