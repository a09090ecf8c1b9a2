import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { listQuestions } from "@/lib/stages/questions/list-questions";
import { listOutbox } from "@/lib/stages/questions/outbox/list-outbox";
import { readWaitShare } from "@/lib/stages/questions/read-wait-share";
import { readQuestionSettings } from "@/lib/stages/questions/settings/question-settings";

export type Asked = Partial<Record<"show" | "asked" | "cursor", string>>;
const SHOWS = ["questions", "outbox", "owners", "settings"] as const;
export type Show = (typeof SHOWS)[number];

/** The page reads what it shows and nothing else. */
export async function readQuestionsPage(ctx: Context, { show, cursor }: Asked) {
  const { role } = ctx.actor;
  const may = {
    ask: reachOf(role, "questions.write") !== null,
    answer: reachOf(role, "answers.write") !== null,
    setSlack: reachOf(role, "organisation.write") !== null,
  };
  const shown: Show = (may.ask && SHOWS.find((name) => name === show)) || "questions";
  const page = { limit: 50, ...(cursor && { cursor }) };
  const [questions, outbox, settings, waits] = await Promise.all([
    shown === "questions" ? listQuestions(ctx, page) : null,
    shown === "outbox" ? listOutbox(ctx, page) : null,
    shown === "settings" ? readQuestionSettings(ctx) : null,
    shown === "questions" ? readWaitShare(ctx) : null,
  ]);
  return { may, shown, questions, outbox, settings, waits };
}
