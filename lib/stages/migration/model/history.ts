import type { Answer } from "@/lib/core/values";
import type { KeptMove } from "./move";
import { nightWords, type PilotNight } from "./night";
import { STAGE_WORDS } from "./words";

export type HistoryLine = { at: Date; says: string; why: string; tone: "plain" | "bad" };
type Told = { at: Date; by: string; answer: Answer };
const ANSWER_WORDS: Record<Answer, string> = { yes: "Yes", part: "For part of it", no: "No" };

/** Moves, nights and answers as one story, the latest first. */
export function historyOf(
  moves: readonly KeptMove[],
  nights: readonly PilotNight[],
  answers: readonly Told[],
): HistoryLine[] {
  let passed = 0;
  const told: HistoryLine[] = [
    ...moves.map(({ at, byName, from, to, reason }) => ({
      at,
      says: `${byName} moved it from ${STAGE_WORDS[from]} to ${STAGE_WORDS[to]}`,
      why: reason,
      tone: "plain" as const,
    })),
    ...nights.map((night) => {
      const isFine = night.problems.length === 0;
      passed = isFine ? passed + 1 : 0;
      return {
        at: night.readyAt ?? night.deadlineAt,
        says: nightWords(night, passed),
        why: "",
        tone: isFine ? ("plain" as const) : ("bad" as const),
      };
    }),
    ...answers.map(({ at, by, answer }) => ({
      at,
      says: `${by} answered ${ANSWER_WORDS[answer]}`,
      why: "",
      tone: "plain" as const,
    })),
  ];
  return told.sort((a, b) => b.at.getTime() - a.at.getTime());
}
