import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "@/lib/stages/people/list-audit";
import { askOwners } from "@/lib/stages/questions/asking/ask-owners";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { type TestContext, testContext } from "@/lib/testing/context";
import { answerFor, at, chooseFallback, pilotNight } from "@/lib/testing/migration";
import { FORECAST, seedFit, usd } from "@/lib/testing/questions";
import { seedUsage } from "@/lib/testing/seed-usage";
import { changeRules } from "./change-rules";
import { listMigrations } from "./list-migrations";
import { columnsOf, totalOf } from "./model/board";
import { boardView } from "./model/view";
import { confirmMigration } from "./moving/confirm-migration";
import { moveEndpoint } from "./moving/move-endpoint";
import { rollBack } from "./moving/roll-back";
import { readMigration } from "./read-migration";
import { saveFallbackPolicy } from "./save-fallback-policy";
import { showStages } from "./show-stages";
import { tickCheck } from "./tick-check";

let root: TestContext;
let ctx: TestContext;
const [TICKETS, ENRICH, ORPHAN] = ["support/ticket-summaries", "catalog/enrich", "orphan/job"] as const;

beforeAll(async () => {
  root = await testContext();
});
afterAll(() => root.close());
beforeEach(async () => {
  ctx = (await root.elsewhere()).as("manager", "lena@example.com");
  const row = { day: "2025-11-30", requests: 10n };
  await seedUsage(ctx, [
    { ...row, endpoint: TICKETS, owner: "priya@example.com", costCenter: "CC-4100", reported: usd(24_316) },
    { ...row, endpoint: ENRICH, owner: "jonas@example.com", costCenter: "CC-4200", reported: usd(1838) },
    {
      ...row,
      endpoint: ENRICH,
      owner: "jonas@example.com",
      costCenter: "CC-4200",
      tier: "batch",
      reported: usd(13_260),
    },
    { ...row, endpoint: ORPHAN, owner: "omar@example.com", reported: usd(500) },
    { ...row, endpoint: null, reported: usd(70) },
  ]);
  await refreshSummary(ctx);
  await seedFit(ctx, TICKETS);
  const realised = usd(13_260).toString();
  await seedFit(ctx, ENRICH, { forecast: { ...FORECAST, batchAtSync: usd(26_520).toString(), realised } });
  await ctx.db.endpointSummary.updateMany({
    where: { organisationId: ctx.organisation.id, label: ENRICH },
    data: { realisedSaving: usd(13_260) },
  });
});

const code = (code: string, message?: string) =>
  expect.objectContaining({
    name: "AppError",
    code,
    ...(message && { message: expect.stringContaining(message) }),
  });
const stageOf = async (label: string) =>
  (await listMigrations(ctx)).rows.find((row) => row.label === label)?.stage;
const events = async () => (await listAudit(ctx, { limit: 50 })).rows.map((row) => row.event);
const keyOf = async (label: string) =>
  (await ctx.db.endpoint.findFirstOrThrow({ where: { organisationId: ctx.organisation.id, label } })).key;

async function pilot(label: string, when = "2025-12-02T18:00:00Z"): Promise<void> {
  await answerFor(ctx, label, { answer: "yes" });
  const later = at(ctx, when);
  await moveEndpoint(later, { key: label, to: "approved" });
  await chooseFallback(later, label);
  await moveEndpoint(later, { key: label, to: "pilot" });
}

describe("the board", () => {
  test("columns add up to the whole at sync prices, the unnamed among the candidates", async () => {
    await answerFor(ctx, TICKETS, { answer: "no" });
    const board = await listMigrations(ctx);
    const { sync, batch } = totalOf(board);
    expect(sync + batch).toBe(usd(24_316 + 1838 + 13_260 * 2 + 500 + 70));
    const dollars = Object.fromEntries(columnsOf(board).map((one) => [one.stage, one.sync + one.batch]));
    expect(dollars).toMatchObject({
      candidate: usd(1838 + 26_520 + 500 + 70),
      declined: usd(24_316),
      asked: 0n,
    });
    expect(board.unnamed?.sync).toBe(usd(70));
    expect(boardView(board)).toMatchObject({
      total: "53244.00",
      rows: [{ label: TICKETS, stage: "declined" }, {}, {}],
    });
  });

  test("what nobody moved stands where the owner's word puts it, also in Spend", async () => {
    const { asked } = await askOwners(ctx, { endpoints: [TICKETS] });
    expect(asked).toHaveLength(1);
    expect(await stageOf(TICKETS)).toBe("asked");
    await showStages(ctx);
    const page = await readSpend(ctx, question("endpoint", { limit: 10 }));
    expect(page.rows.map(({ label, stage }) => [label, stage])).toEqual([
      [TICKETS, "asked"],
      [ENRICH, "candidate"],
      [ORPHAN, null],
      ["Unassigned", null],
    ]);
  });
});

describe("a move is checked by the stage's rules", () => {
  test("the way from a yes to Confirmed, with who, when and why", async () => {
    await expect(moveEndpoint(ctx, { key: TICKETS, to: "approved" })).rejects.toEqual(
      code("refused", "has not said yes"),
    );
    await answerFor(ctx, TICKETS, { answer: "yes" });
    const evening = at(ctx, "2025-12-02T18:00:00Z");
    expect(
      await moveEndpoint(evening, { key: TICKETS, to: "approved", reason: "Board of 2 Dec" }),
    ).toMatchObject({
      ...{ from: "asked", to: "approved", version: 1 },
    });
    await expect(moveEndpoint(evening, { key: TICKETS, to: "pilot" })).rejects.toMatchObject({
      ...{ code: "refused", fields: { check: "policy" } },
    });
    await chooseFallback(evening, TICKETS);
    await moveEndpoint(evening, { key: TICKETS, to: "pilot" });
    await expect(moveEndpoint(evening, { key: TICKETS, to: "migrated" })).rejects.toEqual(
      code("refused", "0 of 3"),
    );
    for (const day of [3, 4, 5]) await pilotNight(evening, TICKETS, day);
    const morning = at(ctx, "2025-12-05T08:00:00Z");
    await moveEndpoint(morning, { key: TICKETS, to: "migrated" });
    await expect(moveEndpoint(morning, { key: TICKETS, to: "confirmed" })).rejects.toEqual(
      code("refused", "Only an invoice"),
    );
    const finance = { ...morning, actor: ctx.as("finance").actor };
    expect(await confirmMigration(finance, { key: TICKETS, saving: usd(10_000) })).toEqual({ moved: true });
    const { row, history, checks } = await readMigration(ctx, TICKETS);
    expect(row).toMatchObject({ stage: "confirmed", confirmed: usd(10_000), forecast: usd(10_927) });
    expect(checks.every(({ isDone }) => isDone)).toBe(true);
    expect(history.map(({ says }) => says)).toEqual([
      "finance moved it from Migrated to Confirmed",
      "manager moved it from Pilot to Migrated",
      "Night 3 done in 3 h 0 m, 41,208 of 41,208",
      "Night 2 done in 3 h 0 m, 41,208 of 41,208",
      "Night 1 done in 3 h 0 m, 41,208 of 41,208",
      "manager moved it from Approved to Pilot",
      "manager moved it from Asked to Approved",
      "Lena answered Yes",
    ]);
    expect(history.flatMap(({ why }) => why || [])).toEqual(["On an invoice", "Board of 2 Dec"]);
    expect((await events()).filter((event) => event === "migration.moved")).toHaveLength(4);
    expect(await confirmMigration(finance, { key: TICKETS, saving: null })).toEqual({ moved: true });
    expect(await stageOf(TICKETS)).toBe("migrated");
  });

  test("one pilot at a time, unless more are allowed", async () => {
    await pilot(TICKETS);
    await expect(pilot(ENRICH)).rejects.toEqual(code("refused", `Taken by ${TICKETS}`));
    await changeRules(ctx, { pilotLimit: 2, nights: 3, askAgainDays: 180 });
    await moveEndpoint(at(ctx, "2025-12-02T19:00:00Z"), { key: ENRICH, to: "pilot" });
    expect(await stageOf(ENRICH)).toBe("pilot");
  });

  test("without a cost center there is no pilot", async () => {
    await expect(pilot(ORPHAN)).rejects.toMatchObject({ code: "refused", fields: { check: "cost-center" } });
  });

  test("a night that did not pass starts the count anew; nights outside a pilot are not kept", async () => {
    expect(await pilotNight(ctx, TICKETS, 3)).toEqual({ counted: false, problems: [], passed: 0 });
    await pilot(TICKETS);
    expect(await pilotNight(ctx, TICKETS, 3)).toMatchObject({ counted: true, passed: 1 });
    const late = { readyAt: new Date("2025-12-04T05:20:00Z") };
    expect(await pilotNight(ctx, TICKETS, 4, late)).toMatchObject({
      problems: ["Ready 20 m after its deadline"],
      passed: 0,
    });
    expect(await pilotNight(ctx, TICKETS, 4)).toMatchObject({ problems: [], passed: 2 });
    const dear = { fallbackRequests: 40, fallbackCost: usd(201) };
    expect((await pilotNight(ctx, TICKETS, 5, dear)).problems).toEqual([
      "Fallback cost $201.00, above its cap of $200",
    ]);
  });

  test("an owner who says no in the middle of a pilot gives the slot back", async () => {
    await pilot(TICKETS);
    await answerFor(at(ctx, "2025-12-03T09:00:00Z"), TICKETS, { answer: "no" });
    expect(await stageOf(TICKETS)).toBe("declined");
    await pilot(ENRICH);
    expect(await stageOf(ENRICH)).toBe("pilot");
  });

  test("declined keeps a date, and is asked again", async () => {
    await moveEndpoint(ctx, { key: TICKETS, to: "declined", reason: "Support season" });
    const [row] = (await listMigrations(ctx)).rows;
    expect(row).toMatchObject({ stage: "declined", askAgainAt: new Date("2026-05-31T16:42:00Z") });
    await moveEndpoint(ctx, { key: ENRICH, to: "declined", askAgainOn: "2026-02-01" });
    expect((await readMigration(ctx, ENRICH)).row.askAgainAt).toEqual(new Date("2026-02-01T00:00:00Z"));
    await answerFor(at(ctx, "2026-05-31T18:00:00Z"), TICKETS, { answer: "yes" });
    ctx = { ...ctx, now: () => new Date("2026-06-01T08:00:00Z") };
    expect(await stageOf(TICKETS)).toBe("asked");
  });

  test("roll back is one action with a reason, and the next pilot counts its own nights", async () => {
    await expect(rollBack(ctx, { key: TICKETS, reason: "x" })).rejects.toEqual(
      code("refused", "runs as sync already"),
    );
    await pilot(TICKETS);
    for (const day of [3, 4, 5]) await pilotNight(ctx, TICKETS, day);
    await moveEndpoint(at(ctx, "2025-12-05T08:00:00Z"), { key: TICKETS, to: "migrated" });
    const noon = at(ctx, "2025-12-05T12:00:00Z");
    await expect(moveEndpoint(noon, { key: TICKETS, to: "approved" })).rejects.toEqual(
      code("refused", "Say why"),
    );
    expect(await rollBack(noon, { key: TICKETS, reason: "Summaries were cut off" })).toMatchObject({
      to: "approved",
    });
    expect(await events()).toContain("migration.rolled-back");
    expect((await readMigration(ctx, TICKETS)).history[0]?.why).toBe("Summaries were cut off");
    await moveEndpoint(at(ctx, "2025-12-05T13:00:00Z"), { key: TICKETS, to: "pilot" });
    await expect(
      moveEndpoint(at(ctx, "2025-12-05T14:00:00Z"), { key: TICKETS, to: "migrated" }),
    ).rejects.toEqual(code("refused", "0 of 3"));
  });

  test("work is ticked off by hand", async () => {
    await tickCheck(ctx, { key: TICKETS, tick: "output-limit", on: true });
    await tickCheck(ctx, { key: TICKETS, tick: "results-by-id", on: true });
    await tickCheck(ctx, { key: TICKETS, tick: "output-limit", on: false });
    expect((await readMigration(ctx, TICKETS)).ticks).toEqual({
      "results-by-id": { at: ctx.now(), by: "lena@example.com" },
    });
  });
});

describe("two at once", () => {
  test("of two moves of one endpoint one wins and the other is told who", async () => {
    await answerFor(ctx, TICKETS, { answer: "yes" });
    let ticks = at(ctx, "2025-12-02T18:00:00Z").now().getTime();
    const moving = { ...ctx, now: () => new Date(ticks++) };
    const results = await Promise.allSettled([
      moveEndpoint(moving, { key: TICKETS, to: "approved" }),
      moveEndpoint(moving, { key: TICKETS, to: "declined" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toEqual(code("conflict"));
    expect((await readMigration(ctx, TICKETS)).row.version).toBe(1);
    expect((await events()).filter((event) => event === "migration.moved")).toHaveLength(1);
  });

  test("a move from an old page is told who was first", async () => {
    await answerFor(ctx, TICKETS, { answer: "yes" });
    await moveEndpoint(at(ctx, "2025-12-02T18:00:00Z"), { key: TICKETS, to: "approved" });
    await expect(moveEndpoint(ctx, { key: TICKETS, to: "declined", seen: 0 })).rejects.toEqual(
      code("conflict", "manager moved it to Approved in the meantime"),
    );
  });

  test("two endpoints race for one slot: one has it", async () => {
    for (const label of [TICKETS, ENRICH]) {
      await answerFor(ctx, label, { answer: "yes" });
      await chooseFallback(ctx, label);
    }
    const results = await Promise.allSettled(
      [TICKETS, ENRICH].map((key) => moveEndpoint(ctx, { key, to: "pilot" })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await listMigrations(ctx)).rows.filter(({ stage }) => stage === "pilot")).toHaveLength(1);
  });
});

describe("who may not", () => {
  test.each(["owner", "finance"] as const)("%s moves, chooses and ticks nothing", async (role) => {
    const other = ctx.as(role, "priya@example.com");
    const refusal = code("forbidden");
    await expect(moveEndpoint(other, { key: TICKETS, to: "declined" })).rejects.toEqual(refusal);
    await expect(rollBack(other, { key: TICKETS, reason: "x" })).rejects.toEqual(refusal);
    await expect(chooseFallback(other, TICKETS)).rejects.toEqual(refusal);
    await expect(tickCheck(other, { key: TICKETS, tick: "output-limit", on: true })).rejects.toEqual(refusal);
    await expect(changeRules(other, { pilotLimit: 9, nights: 1, askAgainDays: 1 })).rejects.toEqual(refusal);
    await expect(pilotNight(other, TICKETS, 3)).rejects.toEqual(refusal);
    expect(await stageOf(TICKETS)).toBe("candidate");
  });

  test("a manager confirms nothing, an owner sees their own alone, another organisation nothing", async () => {
    await expect(confirmMigration(ctx, { key: TICKETS, saving: 1n })).rejects.toEqual(code("forbidden"));
    const priya = ctx.as("owner", "priya@example.com");
    const board = await listMigrations(priya);
    expect([board.rows.map(({ label }) => label), board.unnamed]).toEqual([[TICKETS], null]);
    expect((await readMigration(priya, TICKETS)).row.label).toBe(TICKETS);
    await expect(readMigration(priya, ENRICH)).rejects.toEqual(code("not_found"));
    const [elsewhere, key] = [await root.elsewhere(), await keyOf(TICKETS)];
    await expect(moveEndpoint(elsewhere, { key, to: "declined" })).rejects.toEqual(code("not_found"));
    const policy = { key, deadline: "05:00", late: "sync" as const, capPerNight: null, retries: 0 };
    await expect(saveFallbackPolicy(elsewhere, policy)).rejects.toEqual(code("not_found"));
  });
});
