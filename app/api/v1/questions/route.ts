import { methods, route } from "@/app/_server/api";
import { showStages } from "@/lib/stages/migration/show-stages";
import { askOwners } from "@/lib/stages/questions/asking/ask-owners";
import { listQuestions } from "@/lib/stages/questions/list-questions";
import { AskBody, NOT_ASKED, QuestionList } from "@/lib/stages/questions/model/question";
import { AskedView, QuestionsView, questionView } from "@/lib/stages/questions/model/view";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Questions to owners with the answers to them, newest first; an owner's own",
      permission: "questions.read",
      query: QuestionList,
      answer: QuestionsView,
    },
    async (ctx, { query }) => {
      const { rows, nextCursor } = await listQuestions(ctx, query);
      return { rows: rows.map((row) => questionView(row, ctx.now())), nextCursor };
    },
  ),
  POST: route(
    {
      summary: "Asks the owners of endpoints, by key or label, whether 24 hours later would be fine",
      permission: "questions.write",
      body: AskBody,
      status: 201,
      answer: AskedView,
    },
    async (ctx, { body }) => {
      const { asked, notAsked } = await askOwners(ctx, body);
      await showStages(ctx);
      return { asked, notAsked: notAsked.map((row) => ({ ...row, message: NOT_ASKED[row.reason] })) };
    },
  ),
});
