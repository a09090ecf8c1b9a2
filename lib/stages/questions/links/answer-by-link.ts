import { AppError, refused } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { type Recorded, recordAnswer } from "../answering/record-answer";
import type { AnswerBody } from "../model/answer";
import type { Question } from "../model/question";
import { enterByLink, type Outside } from "./enter-by-link";

const SHUT = {
  expired: "This link has expired. Ask for a new one on its page. Nothing was recorded.",
  forwarded: "This question was passed on, so the link no longer works. Nothing was recorded.",
  moved: "Somebody else is named as its owner by now. Nothing was recorded.",
  cancelled: "This question was taken back. Nothing was recorded.",
} as const;

/** The owner and the question of a link that may act; throws what to say otherwise. */
export async function insideLink(
  outside: Outside,
  token: string,
): Promise<{ ctx: Context; question: Question }> {
  const entry = await enterByLink(outside, token);
  if (entry.kind === "unknown")
    throw new AppError("not_found", "This link is not complete. Copy the whole of it from the message.");
  if (entry.kind !== "in") throw refused(SHUT[entry.kind]);
  return entry;
}

/** No account needed: the link is the right to answer this one question. */
export async function answerByLink(
  outside: Outside,
  { token, ...body }: { token: string } & AnswerBody,
): Promise<Recorded> {
  const { ctx, question } = await insideLink(outside, token);
  return recordAnswer(ctx, question, { body, via: "link" });
}
