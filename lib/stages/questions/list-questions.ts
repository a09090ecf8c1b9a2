import { z } from "zod";
import { ownerScope, reachOf } from "@/lib/core/access";
import { type Page, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import { linkOf } from "./links/question-link";
import type { QuestionList, QuestionRow } from "./model/question";
import { loadLatest } from "./store/answers";
import { loadDeliveries } from "./store/outbox";
import { loadQuestions } from "./store/questions";

const Position = z.tuple([z.iso.datetime(), z.string()]);

/** Newest first. An owner sees those put to them; who may ask also sees the link. */
export async function listQuestions(ctx: Context, list: QuestionList): Promise<Page<QuestionRow>> {
  const owner = ownerScope(ctx.actor, "questions.read");
  const position = readCursor(list.cursor, Position);
  const { limit, status, endpoint } = list;
  const after = position && { askedAt: position[0], id: position[1] };
  const found = await loadQuestions(ctx, { owner, status, endpoint, after, limit });
  const page = pageOf(found, limit, (row) => [row.askedAt.toISOString(), row.id]);
  const [latest, deliveries] = await Promise.all([
    loadLatest(
      ctx,
      page.rows.map((row) => row.endpointId),
    ),
    loadDeliveries(
      ctx,
      page.rows.map((row) => row.id),
    ),
  ]);
  const maySeeLinks = reachOf(ctx.actor.role, "questions.write") !== null;
  return {
    ...page,
    rows: page.rows.map((question) => ({
      ...question,
      latest: latest.get(question.endpointId) ?? null,
      delivery: deliveries.get(question.id) ?? null,
      link: maySeeLinks && question.status === "open" ? linkOf(ctx, question) : null,
    })),
  };
}
