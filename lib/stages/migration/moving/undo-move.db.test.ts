import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "@/lib/stages/people/list-audit";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { type TestContext, testContext } from "@/lib/testing/context";
import { answerFor, at, chooseFallback, pilotNight } from "@/lib/testing/migration";
import { seedFit, usd } from "@/lib/testing/questions";
import { seedUsage } from "@/lib/testing/seed-usage";
import { readMigration } from "../read-migration";
import { moveEndpoint } from "./move-endpoint";
import { undoMove } from "./undo-move";

let root: TestContext;
let ctx: TestContext;
const [TICKETS, ENRICH] = ["support/ticket-summaries", "catalog/enrich"] as const;

beforeAll(async () => {
  root = await testContext();
});
afterAll(() => root.close());
beforeEach(async () => {
  ctx = (await root.elsewhere()).as("manager", "lena@example.com");
  const row = { day: "2025-11-30", requests: 10n, costCenter: "CC-4100" };
  await seedUsage(ctx, [
    { ...row, endpoint: TICKETS, owner: "priya@example.com", reported: usd(24_316) },
    { ...row, endpoint: ENRICH, owner: "jonas@example.com", reported: usd(1838) },
  ]);
  await refreshSummary(ctx);
  await seedFit(ctx, TICKETS);
});

const code = (code: string, message: string) =>
  expect.objectContaining({ name: "AppError", code, message: expect.stringContaining(message) });
const evening = (minute: number) => at(ctx, `2025-12-02T18:${String(minute).padStart(2, "0")}:00Z`);
const rowOf = async (label: string) => (await readMigration(ctx, label)).row;

async function inPilot(label: string, minute: number): Promise<number> {
  await answerFor(ctx, label, { answer: "yes" });
  await moveEndpoint(evening(minute), { key: label, to: "approved" });
  await chooseFallback(evening(minute), label);
  return (await moveEndpoint(evening(minute + 1), { key: label, to: "pilot" })).version;
}

test("the last move is taken back: the stage, since when, the date to ask again; history and audit say so", async () => {
  const declined = await moveEndpoint(evening(0), { key: TICKETS, to: "declined", askAgainOn: "2026-02-01" });
  const before = await rowOf(TICKETS);
  const { version } = await moveEndpoint(evening(1), { key: TICKETS, to: "candidate" });
  expect(await undoMove(evening(2), { key: TICKETS, seen: version })).toMatchObject({
    ...{ from: "candidate", to: "declined", version: declined.version + 2 },
  });
  expect(await rowOf(TICKETS)).toEqual({ ...before, version: declined.version + 2 });
  expect((await readMigration(ctx, TICKETS)).history[0]).toMatchObject({
    ...{ says: "manager moved it from Candidate to Declined", why: "Taken back" },
  });
  expect((await listAudit(ctx, { limit: 1 })).rows[0]).toMatchObject({
    ...{ event: "migration.move-undone", detail: { from: "candidate", to: "declined" } },
  });
});

test("what nobody had moved before stands where its owner's word puts it", async () => {
  await answerFor(ctx, TICKETS, { answer: "yes" });
  const before = await rowOf(TICKETS);
  const { version } = await moveEndpoint(evening(0), { key: TICKETS, to: "approved" });
  expect(await undoMove(evening(0), { key: TICKETS, seen: version })).toMatchObject({ to: "asked" });
  expect(await rowOf(TICKETS)).toEqual({ ...before, version: 2 });
});

test("a roll back that is taken back is a pilot again, with its nights", async () => {
  await inPilot(TICKETS, 0);
  await pilotNight(ctx, TICKETS, 3);
  const morning = at(ctx, "2025-12-03T08:00:00Z");
  const { version } = await moveEndpoint(morning, { key: TICKETS, to: "approved", reason: "Wrong card" });
  await undoMove(morning, { key: TICKETS, seen: version });
  const { stage, nights } = await rowOf(TICKETS);
  expect([stage, nights.length]).toEqual(["pilot", 1]);
});

test("a slot that somebody else has by then is not taken away", async () => {
  await inPilot(TICKETS, 0);
  const { version } = await moveEndpoint(evening(2), { key: TICKETS, to: "approved", reason: "x" });
  await inPilot(ENRICH, 3);
  await expect(undoMove(evening(5), { key: TICKETS, seen: version })).rejects.toEqual(
    code("refused", `Taken by ${ENRICH}`),
  );
});

test("not somebody else's move, not after ten minutes, not what was moved since, and nothing without a move", async () => {
  await expect(undoMove(ctx, { key: TICKETS, seen: 1 })).rejects.toEqual(code("conflict", "stands in"));
  const { version } = await moveEndpoint(evening(0), { key: TICKETS, to: "declined" });
  const seen = { key: TICKETS, seen: version };
  const omar = { ...evening(1), actor: ctx.as("manager", "omar@example.com").actor };
  await expect(undoMove(omar, seen)).rejects.toEqual(code("refused", "Only they"));
  await expect(undoMove(evening(11), seen)).rejects.toEqual(code("refused", "10 minutes ago"));
  const both = await Promise.allSettled([undoMove(evening(1), seen), undoMove(evening(1), seen)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await rowOf(TICKETS)).stage).toBe("candidate");
});

test.each(["owner", "finance"] as const)(
  "a %s takes nothing back, another organisation finds nothing",
  async (role) => {
    const { version } = await moveEndpoint(evening(0), { key: TICKETS, to: "declined" });
    const who = ctx.as(role, "priya@example.com");
    await expect(undoMove(who, { key: TICKETS, seen: version })).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = await root.elsewhere();
    const { key } = await rowOf(TICKETS);
    await expect(undoMove(elsewhere, { key, seen: version })).rejects.toMatchObject({ code: "not_found" });
  },
);
