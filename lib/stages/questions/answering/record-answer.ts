import { conflict, invalid, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findFigure } from "../find-figures";
import { questionAnsweredJob } from "../jobs";
import { type AnswerBody, type Given, readAnswer } from "../model/answer";
import { addDaysTo } from "../model/asking/reminders";
import { contradictions } from "../model/checks";
import { type EndpointFacts, NO_FACTS, trafficOf } from "../model/facts";
import type { AnswerRoute, KeptAnswer, Question } from "../model/question";
import { queueMail } from "../outbox/queue-message";
import { saveAnswer } from "../store/answers";
import { loadFacts, loadJobs } from "../store/facts";
import { closeAnswered } from "../store/questions";
import { loadSettings } from "../store/settings";
import { showAnswers } from "./show-answers";

export type Recorded = { answer: KeptAnswer; contradictions: string[] };

/** Keeps an answer that somebody was allowed to give. Of two at once the second is told about the first. */
export async function recordAnswer(
  ctx: Context,
  question: Question,
  { body, via }: { body: AnswerBody; via: AnswerRoute },
): Promise<Recorded> {
  if (question.status === "cancelled") throw refused("This question was taken back. Nothing was recorded.");
  const facts = (await loadFacts(ctx, [question.endpointId])).get(question.endpointId) ?? NO_FACTS;
  refuseMigrated(question, facts);
  const given = await readGiven(ctx, question, { body, facts });
  return inTransaction(ctx, async (ctx) => {
    if (!(await closeAnswered(ctx, question.id, body.seen ?? question.version)))
      throw conflict("Somebody answered in the meantime. Look at that answer, then change it if need be.");
    const answer = await keep(ctx, question, { given, facts, via });
    await queueTidings(ctx, question);
    await ctx.queue.enqueue(ctx.db, questionAnsweredJob, { organisationId: ctx.organisation.id });
    return { answer, contradictions: contradictions(given, facts.evidence) };
  });
}

function refuseMigrated(question: Question, { stage }: EndpointFacts): void {
  if (question.status === "answered" && (stage === "migrated" || stage === "confirmed"))
    throw refused("It is migrated, so the answer stands. Ask for it to be rolled back first.");
}

async function readGiven(
  ctx: Context,
  question: Question,
  { body, facts }: { body: AnswerBody; facts: EndpointFacts },
): Promise<Given> {
  const { page } = await findFigure(ctx, question.key);
  const jobs = await loadJobs(ctx, question.endpointId, page.period);
  const read = readAnswer(body, trafficOf(facts, jobs));
  if ("given" in read) return read.given;
  throw invalid(`${read.field}: ${read.problem}`, { [read.field]: read.problem });
}

async function keep(
  ctx: Context,
  question: Question,
  { given, facts, via }: { given: Given; facts: EndpointFacts; via: AnswerRoute },
): Promise<KeptAnswer> {
  const answeredAt = ctx.now();
  const answer = await saveAnswer(ctx, {
    ...given,
    endpointId: question.endpointId,
    questionId: question.id,
    verdictThen: facts.verdict,
    fitShareThen: facts.fitShare,
    answeredBy: ctx.actor.email ?? ctx.actor.name,
    via,
    answeredAt,
    expiresAt: addDaysTo(answeredAt, (await loadSettings(ctx)).answerDays),
  });
  await showAnswers(ctx, [question.endpointId]);
  await audit(ctx, "question.answered", question.key, {
    question: question.id,
    answer: given.answer,
    share: given.share,
    via,
  });
  return answer;
}

/** Whoever asked is told, unless it is they who answered. */
async function queueTidings(ctx: Context, question: Question): Promise<void> {
  const to = question.askedByEmail;
  if (to && to !== ctx.actor.email) await queueMail(ctx, question, { kind: "answered", recipient: to });
}
