import type { ItemOutcome, LineDialect } from "@/lib/core/provider";
import { readAnswerSchema } from "../model/answer-schema";

export type AnswerCheck = (outcome: ItemOutcome) => boolean | null;

/** Whether an answer is what the batch's JSON Schema says. The schema is compiled once; null: nothing is to be checked. */
export function answerCheck(schema: unknown, { answerText }: Pick<LineDialect, "answerText">): AnswerCheck {
  if (typeof schema !== "object" || schema === null || !answerText) return () => null;
  // What cannot be read is refused at the upload; an older batch may still have one.
  const read = readAnswerSchema(schema);
  if (!read.ok) return () => null;
  const fits = (text: string): boolean => {
    try {
      return read.validate(JSON.parse(text));
    } catch {
      return false;
    }
  };
  return ({ status, response }) => {
    if (status !== "succeeded") return null;
    const text = answerText(response);
    return text !== null && fits(text);
  };
}
