import { z } from "zod";
import { ANSWERS, type Answer } from "@/lib/core/values";
import { type Known, Scope, shareOfScope } from "./scope";

/** The five anti-patterns: true means that it holds for this endpoint. */
export const CHECKS = ["person-waits", "agent", "chain", "webhook", "real-time"] as const;
export type Check = (typeof CHECKS)[number];
export const Checks = z
  .strictObject({
    "person-waits": z.boolean(),
    agent: z.boolean(),
    chain: z.boolean(),
    webhook: z.boolean(),
    "real-time": z.boolean(),
  })
  .partial();
export type Checks = z.infer<typeof Checks>;

export const WAITING = ["nobody", "person", "system"] as const;
export type Waiting = (typeof WAITING)[number];

export const WAITS = [1, 6, 12, 24] as const;
export const NOTE_LENGTH = 2000;
const words = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);

/** The body of POST /questions/{id}/answer. */
export const AnswerBody = z.strictObject({
  answer: z.enum(ANSWERS, { error: "Choose yes, part or no." }),
  /** Of the calls, the part that can wait. */
  share: z
    .number("Use a number from 0 to 1.")
    .min(0, "Use a share from 0 to 1 (0% to 100%).")
    .max(1, "Use a share from 0 to 1 (0% to 100%).")
    .optional(),
  scope: Scope.optional(),
  longestWaitHours: z.number().int().min(0).max(168, "Use at most 168 hours.").optional(),
  checks: Checks.optional(),
  whoWaits: z.enum(WAITING).optional(),
  /** Why a user needs it within two seconds. */
  realTimeReason: words(500).optional(),
  note: words(NOTE_LENGTH).optional(),
  /** How many answers the writer had seen; another one since then is a conflict. */
  seen: z.number().int().min(0).optional(),
});
export type AnswerBody = z.infer<typeof AnswerBody>;

export type Given = {
  answer: Answer;
  share: number;
  scope: Scope | null;
  longestWaitHours: number | null;
  checks: Checks;
  whoWaits: Waiting | null;
  realTimeReason: string;
  note: string;
};

/** What of the traffic a rule is measured on; null where it is not known. */
export type Traffic = Known;

/** The answer as it is kept, or the field that is missing. A yes is all of it, a no is none of it. */
export function readAnswer(
  body: AnswerBody,
  traffic: Traffic,
): { given: Given } | { field: string; problem: string } {
  const rest = {
    longestWaitHours: body.longestWaitHours ?? null,
    checks: body.checks ?? {},
    whoWaits: body.whoWaits ?? null,
    realTimeReason: body.realTimeReason ?? "",
    note: body.note ?? "",
  };
  if (body.answer !== "part")
    return { given: { answer: body.answer, share: body.answer === "yes" ? 1 : 0, scope: null, ...rest } };
  const scope = body.scope && Object.keys(body.scope).length > 0 ? body.scope : null;
  const share = body.share ?? (scope && shareOfScope(scope, traffic));
  if (share === null || share === undefined)
    return { field: "share", problem: "Say how much of it can wait: a share from 0 to 1." };
  return { given: { answer: "part", share, scope: scope ?? { percent: Math.round(share * 100) }, ...rest } };
}
