import { SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { latestAnswers } from "@/lib/stages/questions/answering/latest-answers";
import type { OwnerWord } from "./model/standing";
import { loadOpenQuestions } from "./store/facts";

export type Word = OwnerWord & { longestWaitHours: number | null };
export const NO_WORD: Word = { answer: null, question: null, longestWaitHours: null };

/** What owners said and are being asked, per endpoint: answers that still hold and questions that wait. */
export async function gatherWords(ctx: Context, endpointIds?: number[]): Promise<Map<number, Word>> {
  const [answers, questions] = [
    await latestAnswers({ ...ctx, actor: SYSTEM }, endpointIds),
    await loadOpenQuestions(ctx),
  ];
  const words = new Map<number, Word>();
  for (const id of new Set([...answers.keys(), ...questions.keys()])) {
    const answer = answers.get(id);
    const given = answer?.holds ? answer : null;
    words.set(id, {
      question: questions.get(id) ?? null,
      answer: given && {
        answer: given.answer,
        at: given.answeredAt,
        by: given.answeredBy,
        share: given.share,
        scope: given.scope,
        askAgainAt: given.expiresAt,
      },
      longestWaitHours: given?.longestWaitHours ?? null,
    });
  }
  return words;
}
