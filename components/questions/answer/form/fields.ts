import type { Answer } from "@/lib/core/values";
import type { Checks, Waiting } from "@/lib/stages/questions/model/answer";
import { PART_BY } from "@/lib/stages/questions/model/answer-form";
import type { Outcome } from "@/lib/stages/questions/model/outcome";
import type { QuestionPage } from "@/lib/stages/questions/model/question-page";

/** The form's values by field name, as it is first shown. */
export type Values = Record<string, string | string[] | undefined>;

const said = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");

/** What was typed and refused wins, then an answer that is being changed, then the button in the mail and the traffic. */
export function valuesOf(page: QuestionPage, choice: Answer | null, typed?: Record<string, string>): Values {
  if (typed) return typed;
  const { answer, seen, forecast } = page;
  const guess = Math.round((forecast?.assumptions.fit ?? 0.5) * 100);
  const base: Values = { percent: String(guess > 0 && guess < 100 ? guess : 50), partBy: PART_BY[0] };
  if (answer && page.question.status === "answered")
    return { ...base, ...valuesOfAnswer(answer), answer: choice ?? answer.answer };
  return {
    ...base,
    answer: choice ?? undefined,
    whoWaits: seen.whoWaits?.value,
    agent: said(seen.agent?.value),
    chain: said(seen.chain?.value),
    webhook: said(seen.webhook?.value),
    realTime: said(seen["real-time"]?.value),
    longestWaitHours: "24",
  };
}

function valuesOfAnswer(answer: NonNullable<QuestionPage["answer"]>): Values {
  const { scope, checks } = answer;
  const hours = scope?.hours;
  return {
    answer: answer.answer,
    percent: String(Math.round(answer.share * 100)),
    partBy: scope?.jobs ? "jobs" : hours ? "hours" : scope?.clientClasses ? "clients" : "percent",
    jobs: scope?.jobs,
    clients: scope?.clientClasses,
    hoursFrom: hours?.[0]?.toString(),
    hoursTo: hours ? String(((hours.at(-1) ?? 0) + 1) % 24) : undefined,
    whoWaits: answer.whoWaits ?? undefined,
    agent: said(checks.agent),
    chain: said(checks.chain),
    webhook: said(checks.webhook),
    realTime: said(checks["real-time"]),
    longestWaitHours: answer.longestWaitHours?.toString(),
    realTimeReason: answer.realTimeReason,
    note: answer.note,
  };
}

export type Draft = {
  answer: Answer | null;
  share: number;
  whoWaits: Waiting | null;
  checks: Checks;
  longestWaitHours: number | null;
};

export function has(values: Values, name: string, value: string): boolean {
  return [values[name]].flat().includes(value);
}

export function text(values: Values, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

/** What the outcome is told from, of the form's values at this moment. */
export function draftOf(values: Values): Draft {
  const bool = (name: string) =>
    has(values, name, "yes") ? true : has(values, name, "no") ? false : undefined;
  const [agent, chain, webhook, realTime] = ["agent", "chain", "webhook", "realTime"].map(bool);
  const answer = (["yes", "part", "no"] as const).find((word) => has(values, "answer", word)) ?? null;
  const whoWaits =
    (["nobody", "person", "system"] as const).find((word) => has(values, "whoWaits", word)) ?? null;
  const wait = Number(text(values, "longestWaitHours") || Number.NaN);
  return {
    answer,
    share: Math.min(1, Math.max(0, Number(text(values, "percent") || 0) / 100)),
    whoWaits,
    checks: {
      ...(agent !== undefined && { agent }),
      ...(chain !== undefined && { chain }),
      ...(webhook !== undefined && { webhook }),
      ...(realTime !== undefined && { "real-time": realTime }),
    },
    longestWaitHours: Number.isNaN(wait) ? null : wait,
  };
}

/** The form's values as they stand. */
export function readValues(form: HTMLFormElement): Values {
  const data = new FormData(form);
  return Object.fromEntries(
    [...new Set(data.keys())].map((name) => {
      const all = data.getAll(name).map(String);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
}

export type Tone = Outcome["tone"];
