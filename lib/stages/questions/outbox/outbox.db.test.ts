import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { openPost } from "@/lib/platform/outside/post";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import { createUser } from "@/lib/stages/people/create-user";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type MailServer, mailServer } from "@/lib/testing/mail-server";
import { seedEndpoints, seedFit } from "@/lib/testing/questions";
import { answerQuestion } from "../answering/answer-question";
import { latestAnswers } from "../answering/latest-answers";
import { askOwners } from "../asking/ask-owners";
import { cancelQuestion } from "../asking/cancel-question";
import { forwardByLink } from "../links/forward-question";
import { openLink } from "../links/open-link";
import { listQuestions } from "../list-questions";
import { saveReminders, saveSlack } from "../settings/question-settings";
import { remindOwners } from "../tending/remind-owners";
import { reopenAnswers } from "../tending/reopen-answers";
import { tendQuestions } from "../tending/tend-questions";
import { listOutbox } from "./list-outbox";
import { retryMessage } from "./retry-message";
import { sendMessage } from "./send-message";

let root: TestContext;
let ctx: TestContext;
let smtp: MailServer;
const posts: string[] = [];
const slack = createServer(async (request, response) => {
  let text = "";
  for await (const part of request) text += part;
  posts.push(text);
  response.writeHead(200).end("ok");
});
let slackUrl = "";
beforeAll(async () => {
  root = await testContext();
  smtp = await mailServer();
  await new Promise<void>((ready) => slack.listen(0, "127.0.0.1", ready));
  slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  slack.close();
  await smtp.close();
  await root.close();
});

const LABEL = "support/ticket-summaries";
const post = (smtpUrl: string | undefined) =>
  openPost({ address: "http://offpeak.test", smtpUrl, from: "Offpeak <offpeak@example.com>" });
beforeEach(async () => {
  smtp.refuse(false);
  smtp.received();
  ctx = { ...(await root.elsewhere()), post: post(smtp.url) };
  ctx.sent();
  await seedEndpoints(ctx, [{ label: LABEL, owner: "priya@example.com", cost: 24_316 }]);
  await seedFit(ctx, LABEL);
});
const ask = () =>
  askOwners({ ...ctx, actor: ctx.as("manager", "lena@example.com").actor }, { endpoints: [LABEL] });
const at = (when: string): TestContext => ({ ...ctx, actor: SYSTEM, now: () => new Date(when) });
/** What the worker does with the jobs that wait. */
const work = async (who: TestContext = at(ctx.now().toISOString())) => {
  const outcomes = [];
  for (const { name, payload } of ctx.sent())
    if (name === "questions.send") outcomes.push(await sendMessage(who, payload as { messageId: string }));
  return outcomes;
};
const outbox = async () => (await listOutbox(ctx, { limit: 20 })).rows;

test("the mail reads well as HTML and as text, and its link opens the question with the choice made", async () => {
  await ask();
  await work();
  const [mail] = smtp.received();
  expect(mail).toMatchObject({ subject: "Would 24 hours later be fine for ticket summaries?" });
  expect(mail?.to).toMatchObject({ text: "priya@example.com" });
  expect(mail?.text).toContain("$24,316 a month");
  expect(mail?.html).toContain("$10,927 a month");
  const links = [...(mail?.text ?? "").matchAll(/http:\/\/offpeak\.test\/answer\/(\S+)\?answer=(\w+)/g)];
  expect(links.map(([, , choice]) => choice)).toEqual(["yes", "part", "no"]);
  expect(await openLink(ctx, links[0]?.[1] ?? "")).toMatchObject({ kind: "open" });
  expect(await outbox()).toMatchObject([{ state: "sent", problem: null, attempts: 1 }]);
  expect(JSON.stringify((await ctx.pool.query("select * from outbox_message")).rows)).not.toContain(
    "/answer/",
  );
});

test("without a mail server the message waits with its link, and goes once there is one", async () => {
  const sent = ctx;
  ctx = { ...ctx, post: post(undefined) };
  await ask();
  expect(await work()).toEqual([undefined]);
  const [waiting] = await outbox();
  expect(waiting).toMatchObject({ state: "queued", problem: "No mail server is set up", attempts: 0 });
  expect(waiting?.link).toContain("http://offpeak.test/answer/");
  ctx = sent;
  await tendQuestions(at("2025-12-03T08:00:00Z"));
  await work();
  expect(smtp.received()).toHaveLength(1);
});

test("a mail server in trouble: queued, seen, tried again later, given up, and sent again by hand", async () => {
  smtp.refuse(true);
  await ask();
  const [first] = await work();
  expect(first).toEqual({ again: new Date("2025-12-02T16:43:00Z") });
  const [message] = await outbox();
  expect(message).toMatchObject({
    state: "queued",
    attempts: 1,
    problem: expect.stringContaining("try again later"),
  });
  const messageId = message?.id ?? "";
  expect(await sendMessage(at("2025-12-02T16:42:30Z"), { messageId })).toEqual({
    again: new Date("2025-12-02T16:43:00Z"),
  });
  let now = new Date("2025-12-02T16:43:00Z");
  for (let tries = 0; tries < 10; tries++) {
    const outcome = await sendMessage(at(now.toISOString()), { messageId });
    if (!outcome) break;
    now = outcome.again;
  }
  expect(await outbox()).toMatchObject([{ state: "failed", attempts: 8 }]);
  smtp.refuse(false);
  await retryMessage(ctx, { id: messageId });
  await work();
  expect(smtp.received()).toHaveLength(1);
  expect(await outbox()).toMatchObject([{ state: "sent" }]);
});

test("two workers send a message once", async () => {
  await ask();
  const messageId = (await outbox())[0]?.id ?? "";
  const who = at(ctx.now().toISOString());
  await Promise.all([sendMessage(who, { messageId }), sendMessage(who, { messageId })]);
  expect(smtp.received()).toHaveLength(1);
});

test("Slack gets the question where the admin allows the address, and is refused where not", async () => {
  await saveSlack(ctx, { slackUrl, slackAllowsPrivate: true });
  await ask();
  await work();
  const [words] = posts.splice(0);
  expect(JSON.parse(words ?? "{}")).toMatchObject({ text: expect.stringContaining("priya@example.com") });
  expect(words).toContain("http://offpeak.test/answer/");
  await saveSlack(ctx, { slackUrl: slackUrl.replace("http:", "https:"), slackAllowsPrivate: false });
  await answerQuestion(ctx, { id: (await listQuestions(ctx, { limit: 1 })).rows[0]?.id ?? "", answer: "no" });
  await ask();
  expect(await work()).not.toContainEqual(expect.objectContaining({ again: expect.anything() }));
  expect(posts).toEqual([]);
  expect((await outbox()).find(({ channel }) => channel === "slack")).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("private network"),
  });
});

test("what is for somebody who is asked no longer is dropped", async () => {
  const { asked } = await ask();
  await answerQuestion(ctx, { id: asked[0]?.id ?? "", answer: "yes" });
  await work();
  expect((await outbox()).map(({ kind, state }) => [kind, state]).sort()).toEqual([
    ["answered", "sent"],
    ["question", "dropped"],
  ]);
  expect(smtp.received().map(({ subject }) => subject)).toEqual([`Yes: Priya answered about ${LABEL}`]);
});

test("reminders after 3 and 7 days, then the manager, then silence; weekends are quiet", async () => {
  await ask(); // Tue 2 Dec 16:42
  await work();
  smtp.received();
  const days = [
    "2025-12-05T16:41:00Z",
    "2025-12-05T16:43:00Z",
    "2025-12-05T16:44:00Z",
    "2025-12-07T09:00:00Z",
  ];
  const counts = [];
  for (const day of days) counts.push((await remindOwners(at(day))).reminded);
  expect(counts).toEqual([0, 1, 0, 0]);
  expect((await remindOwners(at("2025-12-09T17:00:00Z"))).reminded).toBe(1);
  expect((await remindOwners(at("2025-12-12T17:00:00Z"))).reminded).toBe(1);
  expect((await remindOwners(at("2026-01-12T17:00:00Z"))).reminded).toBe(0);
  await work();
  expect(
    smtp.received().map((mail) => [mail.to && "text" in mail.to ? mail.to.text : "", mail.subject]),
  ).toEqual([
    ["priya@example.com", "Reminder: Would 24 hours later be fine for ticket summaries?"],
    ["priya@example.com", "Reminder: Would 24 hours later be fine for ticket summaries?"],
    ["lena@example.com", `No answer yet about ${LABEL}`],
  ]);
});

test("to whom it was passed is reminded by their own days, and who owns it no longer is left in peace", async () => {
  await saveReminders(ctx, {
    reminderDays: [3, 7],
    managerAfterDays: 10,
    quietWeekends: false,
    answerDays: 90,
  });
  await ask(); // Tue 2 Dec 16:42
  const token = ((await listQuestions(ctx, { limit: 1 })).rows[0]?.link ?? "").split("/answer/")[1] ?? "";
  await forwardByLink(at("2025-12-10T12:00:00Z"), { token, email: "grace@example.com" });
  const counts = [];
  for (const day of ["13T11", "13T13", "13T14", "14T13", "17T14", "18T13", "20T14", "25T14"])
    counts.push((await remindOwners(at(`2025-12-${day}:00:00Z`))).reminded);
  expect(counts).toEqual([0, 1, 0, 0, 1, 0, 1, 0]);
  ctx.sent();
  await cancelQuestion(ctx, { id: (await listQuestions(ctx, { limit: 1 })).rows[0]?.id ?? "" });
  await ask();
  await editEndpoint(ctx, { key: LABEL, owner: "ada@example.com" });
  await work();
  expect(await outbox()).toContainEqual(
    expect.objectContaining({ state: "dropped", problem: expect.stringContaining("ask them") }),
  );
});

test("where a script asked, the reminders end with a manager of the organisation", async () => {
  await createUser(ctx, { email: "mira.lund@example.com", role: "manager" });
  const script = { kind: "token" as const, id: "t1", name: "Script", email: null, role: "manager" as const };
  await askOwners({ ...ctx, actor: script }, { endpoints: [LABEL] });
  for (const day of ["05", "09", "12"]) await remindOwners(at(`2025-12-${day}T17:00:00Z`));
  await work(at("2025-12-12T17:00:00Z"));
  expect(smtp.received().at(-1)?.text).toContain("Hello Mira,");
  expect((await outbox()).find(({ kind }) => kind === "escalation")).toMatchObject({
    ...{ recipient: "mira.lund@example.com", state: "sent" },
  });
});

test("two workers remind once, and nobody who has answered", async () => {
  const { asked } = await ask();
  const friday = at("2025-12-05T17:00:00Z");
  const both = await Promise.all([remindOwners(friday), remindOwners(friday)]);
  expect(both.map(({ reminded }) => reminded).sort()).toEqual([0, 1]);
  await answerQuestion(ctx, { id: asked[0]?.id ?? "", answer: "yes" });
  expect((await remindOwners(at("2025-12-10T17:00:00Z"))).reminded).toBe(0);
});

test("reminders follow the settings", async () => {
  await saveReminders(ctx, {
    reminderDays: [1],
    managerAfterDays: null,
    quietWeekends: false,
    answerDays: 90,
  });
  await ask();
  expect((await remindOwners(at("2025-12-03T17:00:00Z"))).reminded).toBe(1);
  expect((await remindOwners(at("2025-12-30T17:00:00Z"))).reminded).toBe(0);
});

test("after 90 days an answer ends and its owner is asked again", async () => {
  const { asked } = await ask();
  await answerQuestion(ctx, { id: asked[0]?.id ?? "", answer: "yes" });
  expect(await reopenAnswers(at("2026-03-02T09:00:00Z"))).toEqual({ expired: 0, drifted: 0 });
  expect(await reopenAnswers(at("2026-03-03T09:00:00Z"))).toEqual({ expired: 1, drifted: 0 });
  expect(await reopenAnswers(at("2026-03-03T09:01:00Z"))).toEqual({ expired: 0, drifted: 0 });
  expect([...(await latestAnswers(ctx)).values()]).toMatchObject([{ holds: false, endedBy: "expired" }]);
  expect((await listQuestions(ctx, { limit: 1 })).rows).toMatchObject([
    { status: "open", cause: "expired", askedByEmail: "lena@example.com" },
  ]);
});

test("when the traffic leaves the answer behind it is asked again", async () => {
  const { asked } = await ask();
  await answerQuestion(ctx, { id: asked[0]?.id ?? "", answer: "yes" });
  await seedFit(ctx, LABEL, { fitShare: 0.81 });
  expect(await reopenAnswers(at("2025-12-03T09:00:00Z"))).toEqual({ expired: 0, drifted: 0 });
  await seedFit(ctx, LABEL, { verdict: "partial", fitShare: 0.6 });
  expect(await reopenAnswers(at("2025-12-03T09:00:00Z"))).toEqual({ expired: 0, drifted: 1 });
  expect((await listQuestions(ctx, { limit: 1 })).rows).toMatchObject([{ status: "open", cause: "drift" }]);
});

test.each(["owner", "finance"] as const)("a %s sees no outbox and sends nothing", async (role) => {
  const who = { ...ctx, actor: ctx.as(role).actor };
  const attempts = [
    listOutbox(who, { limit: 5 }),
    retryMessage(who, { id: "x" }),
    sendMessage(who, { messageId: "x" }),
    remindOwners(who),
    reopenAnswers(who),
  ];
  for (const attempt of await Promise.allSettled(attempts))
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "forbidden" } });
});
