import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openSeal } from "@/lib/platform/seal";
import { listAudit } from "@/lib/stages/people/list-audit";
import { readAddress } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedEndpoints, seedFit, usd } from "@/lib/testing/questions";
import { answerMany } from "./answering/answer-many";
import { answerQuestion } from "./answering/answer-question";
import { latestAnswers, listAnswers } from "./answering/latest-answers";
import { askOwners } from "./asking/ask-owners";
import { cancelQuestion } from "./asking/cancel-question";
import { planQuestions } from "./asking/plan-questions";
import { listQuestions } from "./list-questions";
import { assignOwners, assignSome } from "./owners/assign-owners";
import { readQuestion } from "./read-question";
import { readQuestionSettings, saveReminders, saveSlack } from "./settings/question-settings";
import { resealSlack } from "./settings/reseal-slack";

let root: TestContext;
let ctx: TestContext;
beforeAll(async () => {
  root = await testContext();
});
afterAll(() => root.close());
beforeEach(async () => {
  ctx = await root.elsewhere();
  await seedEndpoints(ctx, [
    { label: "support/ticket-summaries", owner: "priya@example.com", cost: 24_316 },
    { label: "docs/extract", owner: "tomas@example.com", cost: 16_608 },
    { label: "orphan/job", owner: null, cost: 500 },
    { label: "bots/x", owner: "team-bots", cost: 400 },
  ]);
});

const refusedWith = (code: string) => expect.objectContaining({ name: "AppError", code });
const ask = async (label = "support/ticket-summaries") => {
  const { asked } = await askOwners(ctx.as("manager", "lena@example.com"), { endpoints: [label] });
  const [first] = asked;
  if (!first) throw new Error("nobody was asked");
  return first.id;
};
const events = async () => (await listAudit(ctx, { limit: 50 })).rows.map((row) => row.event);
const spendOf = async (label: string) => {
  const page = await readSpend(ctx, readAddress(new URLSearchParams(), 50));
  return page.rows.find((row) => row.label === label);
};

test("the top ten are asked, and who is not is named with the reason", async () => {
  const { ask, notAsked } = await planQuestions(ctx, {});
  expect(ask.map(({ endpoint, owner }) => [endpoint, owner])).toEqual([
    ["support/ticket-summaries", "priya@example.com"],
    ["docs/extract", "tomas@example.com"],
  ]);
  expect(notAsked.map(({ endpoint, reason }) => [endpoint, reason])).toEqual([
    ["orphan/job", "no-owner"],
    ["bots/x", "no-address"],
  ]);
  expect((await listQuestions(ctx, { limit: 10 })).rows).toEqual([]);
  const done = await askOwners(ctx, {});
  expect(done.asked).toHaveLength(2);
  expect((await askOwners(ctx, {})).notAsked.map(({ reason }) => reason)).toEqual([
    "already-asked",
    "already-asked",
    "no-owner",
    "no-address",
  ]);
  expect(await events()).toContain("question.asked");
  expect(ctx.sent().filter(({ name }) => name === "questions.send")).toHaveLength(2);
});

test("more than ten endpoints: the ten that cost the most", async () => {
  const many = Array.from({ length: 14 }, (_, i) => ({
    label: `e${i}`,
    owner: "a@example.com",
    cost: 30_000 - i,
  }));
  await seedEndpoints(ctx, many);
  const { ask } = await planQuestions(ctx, {});
  expect(ask.map(({ endpoint }) => endpoint)).toEqual(many.slice(0, 10).map(({ label }) => label));
});

test("two who ask at once ask once", async () => {
  const both = await Promise.all([ask(), ask()].map((asked) => asked.catch(() => null)));
  expect(both.filter(Boolean)).toHaveLength(1);
  expect((await listQuestions(ctx, { limit: 10 })).rows).toHaveLength(1);
});

test("an endpoint that is not there is named, and nobody is asked", async () => {
  await expect(askOwners(ctx, { endpoints: ["docs/extract", "nowhere"] })).rejects.toEqual(
    refusedWith("not_found"),
  );
  expect((await listQuestions(ctx, { limit: 10 })).rows).toEqual([]);
});

test("an answer stands in Spend with its saving, in the history and in the audit", async () => {
  await seedFit(ctx, "support/ticket-summaries");
  const id = await ask();
  const priya = ctx.as("owner", "priya@example.com");
  const { answer, contradictions } = await answerQuestion(priya, {
    id,
    answer: "part",
    share: 0.5,
    checks: { "person-waits": false, chain: false },
    longestWaitHours: 12,
    note: "<script>alert(1)</script> before nine",
  });
  expect(answer).toMatchObject({
    share: 0.5,
    scope: { percent: 50 },
    answeredBy: "priya@example.com",
    via: "page",
  });
  expect(contradictions).toEqual([]);
  expect(await spendOf("support/ticket-summaries")).toMatchObject({
    answer: "part",
    forecastSaving: usd(10_927) / 2n,
  });
  expect(await events()).toContain("question.answered");
  const held = await latestAnswers(ctx);
  expect([...held.values()]).toMatchObject([{ answer: "part", holds: true, note: answer.note }]);
  await answerQuestion(priya, { id, answer: "no" });
  expect(await spendOf("support/ticket-summaries")).toMatchObject({ answer: "no", forecastSaving: null });
  expect((await listAnswers(ctx, answer.endpointId)).map((row) => [row.answer, row.holds])).toEqual([
    ["no", true],
    ["part", false],
  ]);
});

test("of two answers at once one is kept, the other is told", async () => {
  const id = await ask();
  const results = await Promise.allSettled([
    answerQuestion(ctx, { id, answer: "yes", seen: 0 }),
    answerQuestion(ctx, { id, answer: "no", seen: 0 }),
  ]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  await expect(answerQuestion(ctx, { id, answer: "no", seen: 0 })).rejects.toEqual(refusedWith("conflict"));
});

test("part has to say how much; a rule by job is measured on the calls", async () => {
  const job = { label: "l10n/translate", owner: "luca@example.com" };
  await seedEndpoints(ctx, [
    { ...job, job: "Nightly", cost: 50, calls: 30n },
    { ...job, job: "On demand", cost: 50, calls: 10n },
  ]);
  const id = await ask("l10n/translate");
  await expect(answerQuestion(ctx, { id, answer: "part" })).rejects.toEqual(refusedWith("invalid"));
  expect((await readQuestion(ctx, id)).traffic.jobs).toEqual([
    { job: "Nightly", share: 0.75 },
    { job: "On demand", share: 0.25 },
  ]);
  const { answer } = await answerQuestion(ctx, { id, answer: "part", scope: { jobs: ["nightly"] } });
  expect(answer).toMatchObject({ share: 0.75, scope: { jobs: ["nightly"] } });
});

test("where no source counts calls a rule by job is measured on the dollars", async () => {
  const job = { label: "l10n/translate", owner: "luca@example.com", calls: null };
  await seedEndpoints(ctx, [
    { ...job, job: "Nightly", cost: 80 },
    { ...job, job: "On demand", cost: 20 },
  ]);
  const { traffic } = await readQuestion(ctx, await ask("l10n/translate"));
  expect(traffic.jobs.map(({ share }) => share)).toEqual([0.8, 0.2]);
});

test("an answer of something migrated stands until it is rolled back, unless it is asked again", async () => {
  const id = await ask();
  await ctx.db.endpointSummary.updateMany({
    where: { organisationId: ctx.organisation.id },
    data: { stage: "migrated" },
  });
  await answerQuestion(ctx, { id, answer: "yes" });
  await expect(answerQuestion(ctx, { id, answer: "no" })).rejects.toEqual(refusedWith("refused"));
  expect((await answerQuestion(ctx, { id: await ask(), answer: "no" })).answer.answer).toBe("no");
});

test("after a no the same endpoint can be asked again by name", async () => {
  await answerQuestion(ctx, { id: await ask(), answer: "no" });
  expect((await planQuestions(ctx, {})).notAsked).toContainEqual(
    expect.objectContaining({ reason: "answered" }),
  );
  expect(await ask()).not.toBe("");
});

test("a question taken back can neither be answered nor taken back again", async () => {
  const id = await ask();
  await cancelQuestion(ctx, { id });
  await expect(answerQuestion(ctx, { id, answer: "yes" })).rejects.toEqual(refusedWith("refused"));
  await expect(cancelQuestion(ctx, { id })).rejects.toEqual(refusedWith("refused"));
});

test("an owner sees and answers their own alone, in bulk too", async () => {
  const [mine, theirs] = [await ask(), await ask("docs/extract")];
  const priya = ctx.as("owner", "Priya@example.com");
  expect((await listQuestions(priya, { limit: 10 })).rows).toMatchObject([{ id: mine, link: null }]);
  await expect(answerQuestion(priya, { id: theirs, answer: "yes" })).rejects.toEqual(
    refusedWith("not_found"),
  );
  expect(
    await answerMany(priya, { ids: [mine, theirs], answer: "yes", percent: undefined, note: undefined }),
  ).toMatchObject({
    answered: [mine],
    refused: [{ id: theirs }],
  });
  expect((await listQuestions(ctx, { limit: 1 })).nextCursor).not.toBeNull();
  expect((await listQuestions(ctx, { limit: 10, status: "open" })).rows).toMatchObject([{ id: theirs }]);
});

test("the list is read in pages without gaps", async () => {
  const ids = [await ask(), await ask("docs/extract")];
  const first = await listQuestions(ctx, { limit: 1 });
  const second = await listQuestions(ctx, { limit: 1, cursor: first.nextCursor ?? "" });
  expect([...first.rows, ...second.rows].map((row) => row.id).sort()).toEqual([...ids].sort());
  expect(second.nextCursor).toBeNull();
});

test("owners are assigned by list, by table and by CODEOWNERS", async () => {
  await assignSome(ctx, { endpoints: ["orphan/job"], owner: "ada@example.com" });
  await assignOwners(ctx, { text: "bots/* grace@example.com" });
  await assignOwners(ctx, { text: "bots/* ines@example.com" });
  const plan = await planQuestions(ctx, { endpoints: ["orphan/job", "bots/x"] });
  expect(plan.ask.map(({ endpoint, owner }) => [endpoint, owner])).toEqual([
    ["orphan/job", "ada@example.com"],
    ["bots/x", "ines@example.com"],
  ]);
  await expect(assignOwners(ctx, { text: "bots/* nobody" })).rejects.toEqual(refusedWith("invalid"));
});

test("settings are kept; the channel's address is sealed and never comes back", async () => {
  await saveReminders(ctx.as("manager"), {
    reminderDays: [2],
    managerAfterDays: null,
    quietWeekends: false,
    answerDays: 30,
  });
  await saveSlack(ctx, { slackUrl: "https://hooks.example.com/secret", slackAllowsPrivate: false });
  const settings = await readQuestionSettings(ctx);
  expect(settings).toMatchObject({
    reminderDays: [2],
    managerAfterDays: null,
    hasSlack: true,
    hasMail: false,
  });
  const { rows } = await ctx.pool.query("select * from question_settings");
  expect(JSON.stringify([settings, rows])).not.toContain("hooks.example.com");
  const rotated = { ...ctx, seal: openSeal("the new secret of this test", "a secret for tests alone") };
  expect(await resealSlack(rotated)).toEqual({ sealedAnew: true });
  expect(await resealSlack(rotated)).toEqual({ sealedAnew: false });
  await expect(
    saveSlack(ctx, { slackUrl: "http://hooks.example.com", slackAllowsPrivate: false }),
  ).rejects.toEqual(refusedWith("invalid"));
  expect(await saveSlack(ctx, { slackUrl: "", slackAllowsPrivate: false })).toEqual({ hasSlack: false });
});

test.each(["owner", "finance"] as const)("a %s may not ask, take back, assign or set", async (role) => {
  const id = await ask();
  const who = ctx.as(role);
  const attempts = [
    askOwners(who, { endpoints: ["docs/extract"] }),
    planQuestions(who, {}),
    cancelQuestion(who, { id }),
    assignSome(who, { endpoints: ["docs/extract"], owner: "a@example.com" }),
    assignOwners(who, { text: "a b@example.com" }),
    readQuestionSettings(who),
    saveReminders(who, { reminderDays: [], managerAfterDays: null, quietWeekends: true, answerDays: 90 }),
    saveSlack(who, { slackAllowsPrivate: true }),
    resealSlack(who),
    ...(role === "finance" ? [answerQuestion(who, { id, answer: "yes" })] : []),
  ];
  for (const attempt of await Promise.allSettled(attempts))
    expect(attempt).toEqual({ status: "rejected", reason: refusedWith("forbidden") });
  await expect(saveSlack(ctx.as("manager"), { slackAllowsPrivate: true })).rejects.toEqual(
    refusedWith("forbidden"),
  );
});

test("questions of one organisation are no business of another", async () => {
  const id = await ask();
  const other = await ctx.elsewhere();
  expect((await listQuestions(other, { limit: 10 })).rows).toEqual([]);
  await expect(answerQuestion(other, { id, answer: "yes" })).rejects.toEqual(refusedWith("not_found"));
  await expect(cancelQuestion(other, { id })).rejects.toEqual(refusedWith("not_found"));
});
