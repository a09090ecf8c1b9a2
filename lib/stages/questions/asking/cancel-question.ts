import { authorise } from "@/lib/core/access";
import { notFound, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { QuestionId } from "../model/question";
import { findQuestion, saveCancelled } from "../store/questions";

/** Takes an open question back: its link ends, nobody is reminded. */
export async function cancelQuestion(ctx: Context, { id }: QuestionId): Promise<{ id: string }> {
  authorise(ctx.actor, "questions.write");
  return inTransaction(ctx, async (ctx) => {
    const question = await findQuestion(ctx, id);
    if (!question) throw notFound("This question");
    if (!(await saveCancelled(ctx, id))) throw refused("Only an open question can be taken back.");
    await audit(ctx, "question.cancelled", question.key, { question: id });
    return { id };
  });
}
