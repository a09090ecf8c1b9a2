import type { Actor } from "@/lib/core/access";
import { parseDollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { assumeForecast } from "@/lib/stages/fit/assume-forecast";
import { moveEndpoint } from "@/lib/stages/migration/moving/move-endpoint";
import { recordPilotNight } from "@/lib/stages/migration/record-pilot-night";
import { saveFallbackPolicy } from "@/lib/stages/migration/save-fallback-policy";
import { showStages } from "@/lib/stages/migration/show-stages";
import { watchRegression } from "@/lib/stages/migration/watch-regression";
import { answerQuestion } from "@/lib/stages/questions/answering/answer-question";
import { showAnswers } from "@/lib/stages/questions/answering/show-answers";
import { askOwners } from "@/lib/stages/questions/asking/ask-owners";
import { DEFAULT_REMINDERS } from "@/lib/stages/questions/model/asking/reminders";
import { saveReminders } from "@/lib/stages/questions/settings/question-settings";
import { type Night, WAYS, type Way } from "./larkspur/migrations";
import { PEOPLE } from "./larkspur/people";

const ANSWER_DAYS = 730;

/** Somebody of the sample, at a moment of its story. */
function as(sample: Context, mailbox: string, instant: string): Context {
  const person = PEOPLE.find(({ email }) => email.startsWith(`${mailbox}@`));
  if (!person) throw new Error(`${mailbox} is nobody of the sample`);
  const { name, email, role } = person;
  const actor: Actor = { kind: "user", id: `sample-${mailbox}`, name, email, role };
  return { ...sample, actor, now: () => new Date(instant) };
}

/** What its people answered, decided and moved, by the verbs that everybody uses and at the dates of its story. */
export async function playMigrations(sample: Context): Promise<void> {
  // Its story is told in 2025 and read later: what its owners said is not to run out meanwhile.
  await saveReminders(as(sample, "lena", "2025-09-01T09:00:00Z"), {
    ...DEFAULT_REMINDERS,
    answerDays: ANSWER_DAYS,
  });
  for (const way of WAYS) await walk(sample, way);
  await showAnswers(sample);
  await showStages(sample);
  await watchRegression(sample);
}

async function walk(sample: Context, way: Way): Promise<void> {
  const {
    endpoint: key,
    asked,
    answered,
    fallback,
    approved,
    tail,
    pilot,
    nights = [],
    migrated,
    declined,
  } = way;
  const lena = (instant: string) => as(sample, "lena", instant);
  const question = (await askOwners(lena(asked), { endpoints: [key] })).asked[0];
  if (question && answered) {
    const [at, by, body] = answered;
    await answerQuestion(as(sample, by, at), { id: question.id, via: "sample", ...body });
  }
  if (approved && fallback) {
    const { deadline, late, cap } = fallback;
    await moveEndpoint(lena(approved), { key, to: "approved" });
    await saveFallbackPolicy(lena(approved), {
      key,
      deadline,
      late,
      capPerNight: parseDollars(cap),
      retries: 2,
    });
  }
  if (approved && tail)
    await assumeForecast(lena(approved), {
      endpoint: key,
      hitRate: null,
      tail: String(Number(tail) / 100),
      fit: null,
    });
  if (pilot) await moveEndpoint(lena(pilot), { key, to: "pilot" });
  for (const night of nights)
    await recordPilotNight({ ...sample, now: () => readyAt(night) }, factsOf(key, night));
  if (migrated) await moveEndpoint(lena(migrated), { key, to: "migrated" });
  if (declined) {
    const [at, askAgainOn, reason] = declined;
    await moveEndpoint(lena(at), { key, to: "declined", reason, askAgainOn });
  }
}

const startOf = ({ day }: Night) => new Date(new Date(`${day}T00:00:00Z`).getTime() - 2 * 3_600_000);
const readyAt = (night: Night) => new Date(startOf(night).getTime() + night.minutes * 60_000);

function factsOf(key: string, night: Night) {
  const { day, requests, retried = 0 } = night;
  return {
    ...{ key, night: day, batchId: null, startedAt: startOf(night), readyAt: readyAt(night) },
    deadlineAt: new Date(`${day}T05:00:00Z`),
    ...{ requests, accounted: requests, retried, fallbackRequests: 0, fallbackCost: 0n },
  };
}
