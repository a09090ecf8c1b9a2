import { z } from "zod";
import { ANSWERS } from "@/lib/core/values";
import { Checks, WAITING } from "./answer";
import {
  ANSWER_ROUTES,
  holds,
  type KeptAnswer,
  NOT_ASKED,
  QUESTION_CAUSES,
  QUESTION_STATUSES,
  type QuestionRow,
} from "./question";
import { Scope } from "./scope";

export const AnswerView = z.object({
  answer: z.enum(ANSWERS),
  share: z.number(),
  scope: Scope.nullable(),
  longestWaitHours: z.number().nullable(),
  checks: Checks,
  whoWaits: z.enum(WAITING).nullable(),
  realTimeReason: z.string(),
  note: z.string(),
  answeredBy: z.string(),
  via: z.enum(ANSWER_ROUTES),
  answeredAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** False once it has expired, or the traffic has left it behind. */
  holds: z.boolean(),
});

export const QuestionView = z.object({
  id: z.string(),
  /** The endpoint's key and label. */
  endpoint: z.string(),
  label: z.string(),
  status: z.enum(QUESTION_STATUSES),
  cause: z.enum(QUESTION_CAUSES),
  owner: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  remindersSent: z.number(),
  nextReminderAt: z.iso.datetime().nullable(),
  forwardedBy: z.string().nullable(),
  answers: z.number(),
  /** The owner's link, for those who may ask, while the question is open. */
  link: z.string().nullable(),
  delivery: z.object({ channel: z.string(), state: z.string(), problem: z.string().nullable() }).nullable(),
  answer: AnswerView.nullable(),
});

export const QuestionsView = z.object({ rows: z.array(QuestionView), nextCursor: z.string().nullable() });

const reasons = Object.keys(NOT_ASKED) as (keyof typeof NOT_ASKED)[];
export const AskedView = z.object({
  asked: z.array(
    z.object({
      id: z.string(),
      endpoint: z.string(),
      key: z.string(),
      owner: z.string(),
      ownerName: z.string(),
    }),
  ),
  notAsked: z.array(
    z.object({ endpoint: z.string(), key: z.string(), reason: z.enum(reasons), message: z.string() }),
  ),
});

export const RecordedView = z.object({
  id: z.string(),
  answer: AnswerView,
  /** What of it does not go with the traffic. It is kept all the same. */
  contradictions: z.array(z.string()),
});

export function answerView(answer: KeptAnswer, now: Date): z.infer<typeof AnswerView> {
  const { share, scope, longestWaitHours, checks, whoWaits, realTimeReason, note, answeredBy, via } = answer;
  return {
    answer: answer.answer,
    ...{ share, scope, longestWaitHours, checks, whoWaits, realTimeReason, note, answeredBy, via },
    answeredAt: answer.answeredAt.toISOString(),
    expiresAt: answer.expiresAt.toISOString(),
    holds: holds(answer, now),
  };
}

export function questionView(row: QuestionRow, now: Date): z.infer<typeof QuestionView> {
  const { id, status, cause, owner, remindersSent, forwardedBy, link, delivery } = row;
  const { latest } = row;
  return {
    ...{ id, status, cause, owner, remindersSent, forwardedBy, link },
    endpoint: row.key,
    label: row.endpoint,
    askedBy: row.askedByEmail ?? row.askedByName,
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    nextReminderAt: row.nextReminderAt?.toISOString() ?? null,
    answers: row.version,
    delivery: delivery && { channel: delivery.channel, state: delivery.state, problem: delivery.problem },
    // An answer of an earlier question is not this one's.
    answer: latest && latest.questionId === id ? answerView(latest, now) : null,
  };
}
