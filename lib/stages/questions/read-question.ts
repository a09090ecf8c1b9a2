import { SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { nightBracket } from "@/lib/stages/fit/model/hours";
import { readFit } from "@/lib/stages/fit/read-fit";
import { cacheHitsOf, type SpendRow } from "@/lib/stages/spend/model/page";
import { findAnswerable } from "./answering/answer-question";
import { findFigure } from "./find-figures";
import { seenIn } from "./model/checks";
import { type EndpointFacts, NO_FACTS, trafficOf } from "./model/facts";
import { holds, type Question } from "./model/question";
import type { QuestionPage } from "./model/question-page";
import { worthAt } from "./model/worth";
import { loadLatest } from "./store/answers";
import { loadFacts, loadJobs } from "./store/facts";

/** Everything the questionnaire shows, for somebody who is signed in and may answer. */
export async function readQuestion(ctx: Context, id: string): Promise<QuestionPage> {
  return describeQuestion(ctx, await findAnswerable(ctx, id));
}

/** The same for whoever was let in another way. */
export async function describeQuestion(ctx: Context, question: Question): Promise<QuestionPage> {
  const { endpointId } = question;
  const [{ page, row }, facts, latest] = await Promise.all([
    findFigure(ctx, question.key),
    loadFacts(ctx, [endpointId]),
    loadLatest(ctx, [endpointId]),
  ]);
  const known = facts.get(endpointId) ?? NO_FACTS;
  const answer = latest.get(endpointId) ?? null;
  return {
    question,
    organisation: ctx.organisation.name,
    now: ctx.now(),
    spend: row?.cost ?? null,
    providers: row?.providers ?? [],
    models: row?.models ?? [],
    worth: worthAt(known.forecast, 1),
    forecast: known.forecast,
    seen: seenIn(known.evidence),
    evidence: known.evidence,
    hours: hoursOf(known),
    night: known.evidence ? nightBracket(known.evidence.hoursOfWeek) : null,
    traffic: trafficOf(known, await loadJobs(ctx, endpointId, page.period)),
    answer,
    holds: answer !== null && holds(answer, ctx.now()),
    isMigrated: known.stage === "migrated" || known.stage === "confirmed",
    hits: await hitsOf(ctx, question, row),
  };
}

/** One rule for all of its models, or none. */
async function hitsOf(ctx: Context, { key }: Question, row: SpendRow | null): Promise<QuestionPage["hits"]> {
  const today = row && cacheHitsOf(row);
  const fit = await readFit({ ...ctx, actor: SYSTEM }, key);
  const expected = new Set(fit?.assumptions.map((assumption) => assumption.expected));
  const inBatch = fit?.forecast?.assumed.hitRate ?? (expected.size === 1 ? [...expected][0] : undefined);
  if (today === null || inBatch === undefined || inBatch >= today) return null;
  return { today, inBatch };
}

/** Calls by hour of the day, UTC, noon first. */
function hoursOf({ evidence }: EndpointFacts): number[] | null {
  if (!evidence || evidence.calls === 0) return null;
  const day = new Array<number>(24).fill(0);
  for (const [index, calls] of evidence.hoursOfWeek.entries())
    day[index % 24] = (day[index % 24] ?? 0) + calls;
  return [...day.slice(12), ...day.slice(0, 12)];
}
