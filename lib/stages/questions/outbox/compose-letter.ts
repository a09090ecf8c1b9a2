import type { Context } from "@/lib/platform/context";
import { nameOf } from "@/lib/stages/people/model";
import { findFigure } from "../find-figures";
import { linkOf } from "../links/question-link";
import { type Letter, letterOf, type MessageKind } from "../model/messages/letter";
import { holds, type Question } from "../model/question";
import { worthAt } from "../model/worth";
import { loadLatest } from "../store/answers";
import { loadFacts } from "../store/facts";

/** Written when it is needed, so that figures are today's and a link is never kept. */
export async function composeLetter(
  ctx: Context,
  question: Question,
  { kind, recipient }: { kind: MessageKind; recipient: string },
): Promise<Letter> {
  const [{ row }, facts, latest] = await Promise.all([
    findFigure(ctx, question.key),
    loadFacts(ctx, [question.endpointId]),
    loadLatest(ctx, [question.endpointId]),
  ]);
  const answer = latest.get(question.endpointId);
  const isForOwner = kind === "question" || kind === "reminder";
  const worth = worthAt(facts.get(question.endpointId)?.forecast ?? null, 1);
  return letterOf({
    kind,
    organisation: ctx.organisation.name,
    endpoint: question.endpoint,
    owner: question.owner,
    ownerName: question.ownerName,
    // Where a script asked, a manager is told.
    askedByName:
      kind === "escalation" && question.askedByEmail === null ? nameOf(recipient) : question.askedByName,
    cause: question.cause,
    dueAt: question.dueAt,
    link: isForOwner ? linkOf(ctx, question) : `${ctx.post.address}/questions`,
    linkExpiresAt: question.linkExpiresAt,
    spend: row?.cost ?? null,
    saving: worth?.saving ?? null,
    answer:
      answer && holds(answer, ctx.now())
        ? { word: answer.answer, share: answer.share, note: answer.note }
        : null,
  });
}
