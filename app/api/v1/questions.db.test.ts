import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Role } from "@/lib/core/access";
import { database } from "@/lib/platform/db";
import type { Queue } from "@/lib/platform/queue";
import { createUser } from "@/lib/stages/people/create-user";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedEndpoints, seedFit } from "@/lib/testing/questions";
import * as answer from "./questions/[id]/answer/route";
import * as questions from "./questions/route";

const tokens = new Map<Role, string>();
let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  vi.stubEnv("DATABASE_URL", ctx.url);
  vi.stubEnv("OFFPEAK_SECRET", "a secret of this test alone");
  vi.stubEnv("OFFPEAK_URL", "https://offpeak.example");
  await createUser(ctx, { email: "priya@example.com", role: "owner", name: "Priya Raman" });
  for (const role of ["admin", "manager", "finance"] as const)
    tokens.set(role, (await createToken(ctx, { name: role, role })).token);
  const owner = { name: "owner", role: "owner", email: "priya@example.com" } as const;
  tokens.set("owner", (await createToken(ctx, owner)).token);
  await seedEndpoints(ctx, [
    { label: "support/ticket-summaries", owner: "priya@example.com", cost: 24_316 },
    { label: "docs/extract", owner: "tomas@example.com", cost: 16_608 },
    { label: "orphan/job", owner: null, cost: 500 },
  ]);
  await seedFit(ctx, "support/ticket-summaries");
});
afterAll(async () => {
  await (globalThis as { offpeakQueue?: Queue }).offpeakQueue?.stop();
  await database().close();
  await ctx.close();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
async function call(handler: Handler, as: Role, { body, id }: { body?: unknown; id?: string } = {}) {
  const request = new Request("http://offpeak.test/api/v1/questions", {
    headers: { authorization: `Bearer ${tokens.get(as)}` },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(id ? { id } : {}) });
  return { status: response.status, body: await response.json() };
}

test("asked, listed and answered over the API, with the promised fields and refusals", async () => {
  const asked = await call(questions.POST, "manager", {
    body: { endpoints: ["support/ticket-summaries", "docs/extract", "orphan/job"], dueAt: "2025-12-09" },
  });
  expect(asked.status).toBe(201);
  expect(asked.body.asked).toMatchObject([
    { endpoint: "support/ticket-summaries", owner: "priya@example.com", ownerName: "Priya Raman" },
    { endpoint: "docs/extract", owner: "tomas@example.com" },
  ]);
  expect(asked.body.notAsked).toMatchObject([
    { endpoint: "orphan/job", reason: "no-owner", message: "It has no owner" },
  ]);
  const [mine, theirs] = asked.body.asked.map((row: { id: string }) => row.id);

  const listed = await call(questions.GET, "finance");
  expect(listed.body.rows).toHaveLength(2);
  expect(listed.body.rows.find((row: { id: string }) => row.id === mine)).toMatchObject({
    label: "support/ticket-summaries",
    status: "open",
    dueAt: "2025-12-10T00:00:00.000Z",
    link: null,
    answer: null,
  });
  expect((await call(questions.GET, "manager")).body.rows[0].link).toMatch(
    /^https:\/\/offpeak\.example\/answer\/q/,
  );
  expect((await call(questions.GET, "owner")).body.rows.map((row: { id: string }) => row.id)).toEqual([mine]);

  const good = {
    answer: "part",
    scope: { hours: [22, 23, 0, 1, 2, 3, 4, 5], percent: 100 },
    longestWaitHours: 12,
    checks: { "person-waits": false, chain: false, webhook: false, agent: false, "real-time": false },
    note: "before 09:00",
  };
  const answered = await call(answer.POST, "owner", { id: mine, body: good });
  expect(answered.status).toBe(200);
  expect(answered.body).toMatchObject({
    id: mine,
    answer: { answer: "part", share: expect.closeTo(0.818, 3), via: "api" },
  });
  expect((await call(questions.GET, "owner")).body.rows[0]).toMatchObject({ status: "answered", answers: 1 });

  const wrong = { id: mine, body: { answer: "part", share: 1.4 } };
  expect(await call(answer.POST, "owner", wrong)).toMatchObject({
    status: 400,
    body: { error: { code: "invalid", fields: { share: expect.stringContaining("0 to 1") } } },
  });
  expect((await call(answer.POST, "owner", { id: theirs, body: { answer: "yes" } })).status).toBe(404);
  expect((await call(answer.POST, "finance", { id: mine, body: { answer: "yes" } })).status).toBe(403);
  expect((await call(answer.POST, "manager", { id: "nowhere", body: { answer: "maybe" } })).status).toBe(404);
  for (const body of [
    { answer: "maybe" },
    { answer: "yes", checks: { sideways: true } },
    { answer: "part", scope: { percent: 140 } },
    { answer: "part" },
    {},
  ])
    expect([body, (await call(answer.POST, "manager", { id: theirs, body })).status]).toEqual([body, 400]);
  expect((await call(questions.POST, "owner", { body: { endpoints: ["docs/extract"] } })).status).toBe(403);
  expect((await call(questions.POST, "manager", { body: { endpoints: ["nowhere"] } })).status).toBe(404);
  expect((await call(questions.POST, "manager", { body: { endpoints: [] } })).status).toBe(400);
});
