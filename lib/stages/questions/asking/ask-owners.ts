import { startOf } from "@/lib/core/period";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { addDaysTo, LINK_DAYS, nextReminder } from "../model/asking/reminders";
import type { Asked, AskOwners, NotAsked, QuestionCause } from "../model/question";
import { queueQuestion } from "../outbox/queue-message";
import { type NewQuestion, saveQuestion } from "../store/questions";
import { loadSettings } from "../store/settings";
import { planQuestions } from "./plan-questions";
import { newQuestionId } from "./question-id";

export type AskedOwners = { asked: (Asked & { id: string })[]; notAsked: NotAsked[] };

/** Puts the question to the owner of each endpoint, by mail and in the Slack channel, and says who is not asked and why. */
export async function askOwners(ctx: Context, input: AskOwners): Promise<AskedOwners> {
  const plan = await planQuestions(ctx, input);
  const dueAt = input.dueAt ? instantOf(input.dueAt) : null;
  const by = { askedByEmail: ctx.actor.email, askedByName: ctx.actor.name };
  return inTransaction(ctx, async (ctx) => {
    const asked: AskedOwners["asked"] = [];
    const notAsked = [...plan.notAsked];
    for (const { endpointId, endpoint, key, owner, ownerName } of plan.ask) {
      const id = await openQuestion(ctx, { endpointId, key, owner, dueAt, cause: "asked", ...by });
      if (id) asked.push({ id, endpoint, key, owner, ownerName });
      else notAsked.push({ endpoint, key, reason: "already-asked" });
    }
    return { asked, notAsked };
  });
}

type Opening = Pick<NewQuestion, "endpointId" | "owner" | "dueAt" | "askedByEmail" | "askedByName"> & {
  key: string;
  cause: QuestionCause;
};

/** In the caller's transaction. Null when one is open already. */
export async function openQuestion(ctx: Context, { key, ...opening }: Opening): Promise<string | null> {
  const askedAt = ctx.now();
  const settings = await loadSettings(ctx);
  const id = newQuestionId();
  const saved = await saveQuestion(ctx, {
    ...opening,
    id,
    askedAt,
    linkExpiresAt: addDaysTo(askedAt, LINK_DAYS),
    nextReminderAt: nextReminder(askedAt, 0, settings)?.at ?? null,
  });
  if (!saved) return null;
  await queueQuestion(ctx, { id, linkVersion: 1 }, opening.owner);
  await audit(ctx, opening.cause === "asked" ? "question.asked" : "question.reopened", key, {
    question: id,
    owner: opening.owner,
    cause: opening.cause,
  });
  return id;
}

/** A day means its end: an answer on the day is in time. */
function instantOf(text: string): Date {
  return text.includes("T") ? new Date(text) : addDaysTo(startOf(text), 1);
}
