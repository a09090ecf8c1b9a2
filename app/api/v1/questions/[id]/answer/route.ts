import { methods, route } from "@/app/_server/api";
import { answerQuestion, findAnswerable } from "@/lib/stages/questions/answering/answer-question";
import { AnswerBody } from "@/lib/stages/questions/model/answer";
import { answerView, RecordedView } from "@/lib/stages/questions/model/view";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary: "Answers a question, or changes its answer",
      permission: "answers.write",
      body: AnswerBody,
      answer: RecordedView,
      find: async (ctx, { id = "" }) => findAnswerable(ctx, id),
    },
    async (ctx, { params: { id = "" }, body }) => {
      const { answer, contradictions } = await answerQuestion(ctx, { ...body, id, via: "api" });
      return { id, answer: answerView(answer, ctx.now()), contradictions };
    },
  ),
});
