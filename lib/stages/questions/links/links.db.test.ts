import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import { listAudit } from "@/lib/stages/people/list-audit";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedEndpoints, seedFit } from "@/lib/testing/questions";
import { askOwners } from "../asking/ask-owners";
import { cancelQuestion } from "../asking/cancel-question";
import { listQuestions } from "../list-questions";
import { listOutbox } from "../outbox/list-outbox";
import { answerByLink } from "./answer-by-link";
import { forwardByLink } from "./forward-question";
import { openLink } from "./open-link";
import { renewByLink, resendQuestion } from "./renew-link";

let root: TestContext;
let ctx: TestContext;
let token: string;
beforeAll(async () => {
  root = await testContext();
});
afterAll(() => root.close());
const LABEL = "support/ticket-summaries";
beforeEach(async () => {
  ctx = await root.elsewhere();
  await seedEndpoints(ctx, [{ label: LABEL, owner: "priya@example.com", cost: 24_316 }]);
  await seedFit(ctx, LABEL);
  await askOwners(ctx.as("manager", "lena@example.com"), { endpoints: [LABEL] });
  token = await currentToken();
});

const currentToken = async () => {
  const { rows } = await listQuestions(ctx, { limit: 1 });
  return (rows[0]?.link ?? "").split("/answer/")[1] ?? "";
};
const later = (days: number): TestContext => ({
  ...ctx,
  now: () => new Date(ctx.now().getTime() + days * 86_400_000),
});
const refusedWith = (code: string) => expect.objectContaining({ name: "AppError", code });

test("whoever holds the link sees the question, filled in from traffic, and opening it changes nothing", async () => {
  const opened = await openLink(ctx, token);
  expect(opened).toMatchObject({
    kind: "open",
    page: {
      question: { endpoint: LABEL, ownerName: "Priya", askedByName: "manager" },
      seen: { whoWaits: { value: "nobody" }, chain: { value: false } },
      night: { from: 22, to: 6 },
    },
  });
  expect(await openLink(ctx, token)).toEqual(opened);
});

test("it answers without an account, as the owner, and the one who asked is told", async () => {
  const { answer } = await answerByLink(ctx, { token, answer: "yes", seen: 0 });
  expect(answer).toMatchObject({
    answeredBy: "priya@example.com",
    via: "link",
    verdictThen: "good",
    fitShareThen: 1,
  });
  expect(await openLink(ctx, token)).toMatchObject({
    kind: "answered",
    page: { answer: { answer: "yes" }, holds: true },
  });
  expect((await listOutbox(ctx, { limit: 10 })).rows).toMatchObject([
    { kind: "answered", recipient: "lena@example.com" },
    { kind: "question", recipient: "priya@example.com" },
  ]);
  await answerByLink(ctx, { token, answer: "no", seen: 1 });
  await expect(answerByLink(ctx, { token, answer: "yes", seen: 1 })).rejects.toEqual(refusedWith("conflict"));
});

test("a link that is not whole or was changed opens nothing", async () => {
  const [id, version, expiry, signature] = token.split(".");
  const wrong = [
    "",
    "x",
    token.slice(0, -1),
    `${token}A`,
    `${id}.2.${expiry}.${signature}`,
    `${id}.${version}.zzzzzz.${signature}`,
    `${id}x.${version}.${expiry}.${signature}`,
    `${id}.${version}.${expiry}.`,
    "../../etc/passwd",
  ];
  for (const each of wrong) {
    expect(await openLink(ctx, each)).toEqual({ kind: "unknown" });
    await expect(answerByLink(ctx, { token: each, answer: "yes" })).rejects.toEqual(refusedWith("not_found"));
  }
  expect((await listQuestions(ctx, { limit: 1 })).rows[0]?.latest).toBeNull();
});

test("after fourteen days it has expired; a new one goes to the owner's own address", async () => {
  expect(await openLink(later(13.9), token)).toMatchObject({ kind: "open" });
  expect(await openLink(later(14.1), token)).toMatchObject({ kind: "expired", owner: "p•••@example.com" });
  await expect(answerByLink(later(14.1), { token, answer: "yes" })).rejects.toEqual(refusedWith("refused"));
  expect(await renewByLink(later(14.1), token)).toEqual({ owner: "p•••@example.com" });
  await renewByLink(later(14.1), token);
  expect((await listOutbox(ctx, { limit: 10 })).rows).toHaveLength(2);
  expect(await openLink(later(14.1), token)).toMatchObject({ kind: "expired" });
  expect(await openLink(later(14.1), await currentToken())).toMatchObject({ kind: "open" });
});

test("whom it is passed to answers, and the earlier link ends", async () => {
  await forwardByLink(ctx, { token, email: "grace@example.com" });
  expect(await openLink(ctx, token)).toMatchObject({ kind: "forwarded", owner: "g•••@example.com" });
  await expect(answerByLink(ctx, { token, answer: "yes" })).rejects.toEqual(refusedWith("refused"));
  const { answer } = await answerByLink(ctx, { token: await currentToken(), answer: "no" });
  expect(answer.answeredBy).toBe("grace@example.com");
  const audit = (await listAudit(ctx, { limit: 20 })).rows;
  expect(audit.find(({ event }) => event === "question.forwarded")?.detail).toMatchObject({
    from: "priya@example.com",
    to: "grace@example.com",
  });
});

test("a link cannot be passed around without end, nor to whom is asked already", async () => {
  await expect(forwardByLink(ctx, { token, email: "priya@example.com" })).rejects.toEqual(
    refusedWith("invalid"),
  );
  for (let i = 0; i < 5; i++)
    await forwardByLink(ctx, { token: await currentToken(), email: `p${i}@example.com` });
  await expect(forwardByLink(ctx, { token: await currentToken(), email: "z@example.com" })).rejects.toEqual(
    refusedWith("refused"),
  );
});

test.each(["grace@example.com", null])(
  "when the owner is %s by now, the old owner's link answers nothing",
  async (owner) => {
    await editEndpoint(ctx, { key: LABEL, owner });
    if (owner === null)
      await ctx.db.dimension.updateMany({
        where: { organisationId: ctx.organisation.id },
        data: { owner: null },
      });
    expect(await openLink(ctx, token)).toMatchObject({ kind: "moved" });
    await expect(answerByLink(ctx, { token, answer: "yes" })).rejects.toEqual(refusedWith("refused"));
  },
);

test("a question taken back is closed to its link", async () => {
  const { rows } = await listQuestions(ctx, { limit: 1 });
  await cancelQuestion(ctx, { id: rows[0]?.id ?? "" });
  expect(await openLink(ctx, token)).toMatchObject({ kind: "cancelled" });
  await expect(answerByLink(ctx, { token, answer: "yes" })).rejects.toEqual(refusedWith("refused"));
  await expect(renewByLink(ctx, token)).rejects.toEqual(refusedWith("refused"));
});

test("nobody but who may ask sends it again", async () => {
  const { rows } = await listQuestions(ctx, { limit: 1 });
  const id = rows[0]?.id ?? "";
  await expect(resendQuestion(ctx.as("owner", "priya@example.com"), { id })).rejects.toEqual(
    refusedWith("forbidden"),
  );
  expect(await resendQuestion(ctx.as("manager"), { id })).toEqual({ id });
});
