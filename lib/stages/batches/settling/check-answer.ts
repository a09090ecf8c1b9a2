import { Ajv } from "ajv";
import type { ItemOutcome, LineDialect } from "@/lib/core/provider";

export type AnswerCheck = (outcome: ItemOutcome) => boolean | null;

/** Whether an answer is what the batch's JSON Schema says. The schema is compiled once; null: nothing is to be checked. */
export function answerCheck(schema: unknown, { answerText }: Pick<LineDialect, "answerText">): AnswerCheck {
  if (typeof schema !== "object" || schema === null || !answerText) return () => null;
  const fits = compile(schema);
  if (!fits) return () => null;
  return ({ status, response }) => {
    if (status !== "succeeded") return null;
    const text = answerText(response);
    return text !== null && fits(text);
  };
}

function compile(schema: object): ((text: string) => boolean) | null {
  try {
    const validate = new Ajv({ strict: false, logger: false }).compile(schema);
    return (text) => {
      try {
        return validate(JSON.parse(text));
      } catch {
        return false;
      }
    };
  } catch {
    return null; // refused at the upload; an older batch may still have one
  }
}
