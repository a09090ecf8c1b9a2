import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { type Page, type Paging, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import { linkOf } from "../links/question-link";
import type { OutboxRow } from "../model/asking/outbox";
import { loadMessages } from "../store/outbox";
import { findQuestion } from "../store/questions";

const Position = z.tuple([z.iso.datetime(), z.string()]);

/** What is to be said outside, newest first, with the link to hand over by hand where it could not be sent. */
export async function listOutbox(ctx: Context, { limit, cursor }: Paging): Promise<Page<OutboxRow>> {
  authorise(ctx.actor, "questions.write");
  const position = readCursor(cursor, Position);
  const after = position && { createdAt: position[0], id: position[1] };
  const page = pageOf(await loadMessages(ctx, { limit, after }), limit, (row) => [
    row.createdAt.toISOString(),
    row.id,
  ]);
  return { ...page, rows: await Promise.all(page.rows.map((row) => withLink(ctx, row))) };
}

async function withLink(ctx: Context, row: Omit<OutboxRow, "link">): Promise<OutboxRow> {
  const isForOwner = row.kind === "question" || row.kind === "reminder";
  if (!isForOwner || row.state === "dropped") return { ...row, link: null };
  const question = await findQuestion(ctx, row.questionId);
  return { ...row, link: question?.status === "open" ? linkOf(ctx, question) : null };
}
