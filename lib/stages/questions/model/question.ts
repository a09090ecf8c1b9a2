import { z } from "zod";
import { Paging } from "@/lib/core/paging";
import { Day } from "@/lib/core/period";
import { Email } from "@/lib/stages/people/model";
import type { Given } from "./answer";

export const QUESTION_STATUSES = ["open", "answered", "cancelled"] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];
/** Why it was asked: by a person, or because an earlier answer no longer holds. */
export const QUESTION_CAUSES = ["asked", "expired", "drift"] as const;
export type QuestionCause = (typeof QUESTION_CAUSES)[number];
export const ANSWER_ROUTES = ["link", "page", "api", "sample"] as const;
export type AnswerRoute = (typeof ANSWER_ROUTES)[number];

export const TOP = 10;
const names = z.array(z.string().trim().min(1).max(500)).max(500, "Ask about at most 500 endpoints at once.");
const listed = z.preprocess((value) => (value === undefined ? undefined : [value].flat()), names.optional());

/** The body of POST /questions. An endpoint is named by its key or its label. */
export const AskBody = z.strictObject({
  endpoints: names.min(1, "Name at least one endpoint."),
  dueAt: z.union([z.iso.datetime({ offset: true }), Day]).optional(),
});
export type AskBody = z.infer<typeof AskBody>;

/** The same from the page; without endpoints it is the ten that cost the most. */
export const AskOwners = z.object({
  endpoints: listed,
  dueAt: z.preprocess((value) => (value === "" ? undefined : value), AskBody.shape.dueAt),
});
export type AskOwners = z.infer<typeof AskOwners>;

/** Who is asked, and who is not and why. */
export type Asked = { endpoint: string; key: string; owner: string; ownerName: string };
export type NotAsked = { endpoint: string; key: string; reason: NotAskedReason };
export const NOT_ASKED = {
  "no-owner": "It has no owner",
  "several-owners": "It has more than one owner",
  "no-address": "Its owner is no e-mail address",
  "already-asked": "Already asked, waiting for the answer",
  answered: "Answered, and the answer still holds",
} as const;
export type NotAskedReason = keyof typeof NOT_ASKED;

export const QuestionList = Paging.extend({
  status: z.enum(QUESTION_STATUSES).optional(),
  endpoint: z.string().max(500).optional(),
});
export type QuestionList = z.infer<typeof QuestionList>;

export const QuestionId = z.object({ id: z.string().min(1).max(60) });
export type QuestionId = z.infer<typeof QuestionId>;

export const Forward = z.object({ email: Email, name: z.string().trim().max(80).optional() });
export type Forward = z.infer<typeof Forward>;
export const MOST_FORWARDS = 5;

/** An answer as it is kept. */
export type KeptAnswer = Given & {
  id: string;
  endpointId: number;
  questionId: string | null;
  answeredBy: string;
  via: AnswerRoute;
  answeredAt: Date;
  expiresAt: Date;
  verdictThen: string | null;
  fitShareThen: number | null;
  endedAt: Date | null;
  endedBy: string | null;
};

/** An answer holds until it expires or the traffic leaves it behind. */
export function holds(answer: KeptAnswer, now: Date): boolean {
  return answer.endedAt === null && answer.expiresAt > now;
}

export type Question = {
  id: string;
  endpointId: number;
  key: string;
  endpoint: string;
  status: QuestionStatus;
  cause: QuestionCause;
  owner: string;
  ownerName: string;
  ownerThen: string;
  askedByEmail: string | null;
  askedByName: string;
  askedAt: Date;
  dueAt: Date | null;
  linkVersion: number;
  linkExpiresAt: Date;
  forwardedBy: string | null;
  remindersSent: number;
  nextReminderAt: Date | null;
  /** How many answers it was given. */
  version: number;
  closedAt: Date | null;
};

export type Delivery = { channel: string; state: string; problem: string | null; at: Date };
export type QuestionRow = Question & {
  latest: KeptAnswer | null;
  delivery: Delivery | null;
  /** For those who may ask: the owner's link, to be handed over in another way. */
  link: string | null;
};

/** How far an answer and today's traffic may part before it is asked again. */
const DRIFT = 0.2;

/** What parted, in words; null while the answer still goes with the traffic. */
export function driftOf(
  then: { verdict: string | null; share: number | null },
  now: { verdict: string | null; share: number | null },
): string | null {
  if (now.verdict === null || then.verdict === null) return null;
  const settled = (verdict: string) => verdict !== "not-enough-data";
  if (then.verdict !== now.verdict && settled(then.verdict) && settled(now.verdict))
    return `Its verdict went from ${then.verdict} to ${now.verdict}`;
  if (then.share === null || now.share === null) return null;
  // Shares are kept as they were measured: a whole percent more or less is not a difference.
  const apart = Math.round(Math.abs(then.share - now.share) * 100) / 100;
  if (apart <= DRIFT) return null;
  return `The share that can wait went from ${percent(then.share)} to ${percent(now.share)}`;
}
const percent = (share: number) => `${Math.round(share * 100)}%`;

/** From the page where each one to be asked has a box: none chosen is not "the ten that cost the most". */
export const AskChosen = AskOwners.extend({
  endpoints: z.preprocess(
    (value) => [value].flat().filter((word) => word !== undefined && word !== ""),
    names.min(1, "Choose at least one."),
  ),
});
export type AskChosen = z.infer<typeof AskChosen>;
