import type { Answer, Stage, Verdict } from "@/lib/core/values";
import type { Scope } from "@/lib/stages/questions/model/scope";

/** Where a person put it; `stage` null: nobody did. */
export type Placed = { stage: Stage | null; since: Date | null };
/** The owner's latest word that still holds, and the question that waits for one. */
export type OwnerWord = {
  answer: {
    answer: Answer;
    at: Date;
    by: string;
    share: number;
    scope: Scope | null;
    askAgainAt: Date;
  } | null;
  question: { at: Date; owner: string } | null;
};
export type Standing = { stage: Stage; since: Date | null };

/**
 * The stage that holds. A person's move stands against every word before it; a newer word of the owner moves what is not
 * migrated yet: a question to Asked, a no to Declined. What is migrated only a person or an invoice moves.
 */
export function standingOf(placed: Placed, { answer, question }: OwnerWord): Standing {
  const { stage, since } = placed;
  const isNewer = (at: Date) => stage === null || since === null || at > since;
  const stands: Standing | null = stage && { stage, since };
  if (stands && (stage === "migrated" || stage === "confirmed")) return stands;
  const isAskedAnew = question !== null && (answer === null || question.at > answer.at);
  if (answer?.answer === "no" && !isAskedAnew && isNewer(answer.at))
    return { stage: "declined", since: answer.at };
  if (stands && (stage === "approved" || stage === "pilot")) return stands;
  if (question && isNewer(question.at)) return { stage: "asked", since: question.at };
  if (answer && answer.answer !== "no" && isNewer(answer.at)) return { stage: "asked", since: answer.at };
  return stands ?? { stage: "candidate", since: null };
}

/** What Spend shows: a candidate is only what its traffic says can wait. */
export function shownStage(stage: Stage, verdict: Verdict | string | null): Stage | null {
  if (stage !== "candidate") return stage;
  return verdict === "good" || verdict === "partial" ? "candidate" : null;
}
