import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { Email } from "@/lib/stages/people/model";
import { showAnswers } from "../answering/show-answers";
import { openQuestion } from "../asking/ask-owners";
import { findFigure } from "../find-figures";
import { isQuiet } from "../model/asking/reminders";
import { driftOf, holds, type KeptAnswer } from "../model/question";
import { loadLatest, saveEnded } from "../store/answers";
import { loadFacts } from "../store/facts";
import { findQuestion } from "../store/questions";
import { loadSettings } from "../store/settings";

/** Ends answers that are too old, or that the traffic has left behind, and asks their owners again. Safe to run twice. */
export async function reopenAnswers(ctx: Context): Promise<{ expired: number; drifted: number }> {
  authorise(ctx.actor, "questions.write");
  if (isQuiet(ctx.now(), await loadSettings(ctx))) return { expired: 0, drifted: 0 };
  const latest = [...(await loadLatest(ctx)).values()].filter((answer) => answer.endedAt === null);
  const facts = await loadFacts(
    ctx,
    latest.map((answer) => answer.endpointId),
  );
  const count = { expired: 0, drifted: 0 };
  for (const answer of latest) {
    const known = facts.get(answer.endpointId);
    const then = { verdict: answer.verdictThen, share: answer.fitShareThen };
    const now = { verdict: known?.verdict ?? null, share: known?.fitShare ?? null };
    const cause = !holds(answer, ctx.now()) ? "expired" : driftOf(then, now) ? "drift" : null;
    if (!cause || !known) continue;
    if (await reopen(ctx, answer, { cause, key: known.key, why: driftOf(then, now) ?? "" }))
      count[cause === "expired" ? "expired" : "drifted"] += 1;
  }
  return count;
}

async function reopen(
  ctx: Context,
  answer: KeptAnswer,
  { cause, key, why }: { cause: "expired" | "drift"; key: string; why: string },
): Promise<boolean> {
  const { row } = await findFigure(ctx, key);
  const before = answer.questionId ? await findQuestion(ctx, answer.questionId) : null;
  return inTransaction(ctx, async (ctx) => {
    if (!(await saveEnded(ctx, answer.id, cause))) return false;
    await showAnswers(ctx, [answer.endpointId]);
    await audit(ctx, "answer.ended", key, { cause, why });
    const owner = Email.safeParse(row?.owner ?? "");
    if (owner.success)
      await openQuestion(ctx, {
        endpointId: answer.endpointId,
        key,
        cause,
        owner: owner.data,
        dueAt: null,
        askedByEmail: before?.askedByEmail ?? null,
        askedByName: before?.askedByName ?? "Offpeak",
      });
    return true;
  });
}
