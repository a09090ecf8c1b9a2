import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { AnswerBody } from "../model/answer";
import { answerQuestion } from "./answer-question";

export const AnswerMany = z.object({
  ids: z.preprocess(
    (value) => [value].flat().filter(Boolean),
    z.array(z.string().max(60)).min(1, "Choose at least one.").max(200),
  ),
  answer: AnswerBody.shape.answer,
  percent: z.preprocess(
    (value) => (value === "" || value === undefined ? undefined : Number(value)),
    z.number().min(0, "Use 0 to 100 percent.").max(100, "Use 0 to 100 percent.").optional(),
  ),
  note: AnswerBody.shape.note,
});
export type AnswerMany = z.infer<typeof AnswerMany>;

/** One answer to many questions. Each stands for itself: what is refused is named, the rest is kept. */
export async function answerMany(
  ctx: Context,
  { ids, answer, percent, note }: AnswerMany,
): Promise<{ answered: string[]; refused: { id: string; message: string }[] }> {
  const body = { answer, ...(percent !== undefined && { share: percent / 100 }), ...(note && { note }) };
  const result: Awaited<ReturnType<typeof answerMany>> = { answered: [], refused: [] };
  for (const id of ids) {
    try {
      await answerQuestion(ctx, { id, ...body });
      result.answered.push(id);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "forbidden" || error.code === "invalid") throw error;
      result.refused.push({ id, message: error.message });
    }
  }
  return result;
}
