import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "@/lib/stages/people/list-audit";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { type TestContext, testContext } from "@/lib/testing/context";
import { answerFor, at, chooseFallback, pilotNight } from "@/lib/testing/migration";
import { seedFit, usd } from "@/lib/testing/questions";
import { seedUsage, type UsageRow } from "@/lib/testing/seed-usage";
import { listMigrations } from "./list-migrations";
import { nextStepOf } from "./model/next-step";
import { factsOf } from "./model/row";
import { moveEndpoint } from "./moving/move-endpoint";
import { rollBack } from "./moving/roll-back";
import { tendMigrations } from "./tend-migrations";
import { watchRegression } from "./watch-regression";

const LABEL = "docs/contract-extract";
let ctx: TestContext;

async function usage(rows: Partial<UsageRow>[]): Promise<void> {
  const shared = { endpoint: LABEL, owner: "tomas@example.com", costCenter: "CC-4400", requests: 10n };
  await seedUsage(
    ctx,
    rows.map((row) => ({ ...shared, day: "2025-12-01", ...row })),
  );
  await refreshSummary(ctx);
}
const rowOf = async () => {
  const board = await listMigrations(ctx);
  const row = board.rows.find(({ label }) => label === LABEL);
  if (!row) throw new Error("no row");
  return { row, next: nextStepOf(row, factsOf(row, board.rows, board.rules)) };
};

beforeAll(async () => {
  ctx = await testContext();
  await usage([
    { day: "2025-11-20", job: "Nightly intake", reported: usd(400) },
    { day: "2025-11-20", job: "Counter upload", reported: usd(300) },
  ]);
  await seedFit(ctx, LABEL);
  await answerFor(at(ctx, "2025-12-01T09:00:00Z"), LABEL, {
    answer: "part",
    share: 0.6,
    scope: { jobs: ["Nightly intake"] },
  });
  const evening = at(ctx, "2025-12-01T18:00:00Z");
  await moveEndpoint(evening, { key: LABEL, to: "approved" });
  await chooseFallback(evening, LABEL);
  await moveEndpoint(evening, { key: LABEL, to: "pilot" });
  for (const day of [2, 3, 4]) await pilotNight(evening, LABEL, day);
  await moveEndpoint(at(ctx, "2025-12-05T08:00:00Z"), { key: LABEL, to: "migrated" });
});
afterAll(() => ctx.close());

test("sync calls outside of what the owner let go are no slide", async () => {
  await usage([
    { day: "2025-12-06", job: "Nightly intake", tier: "batch", reported: usd(200) },
    { day: "2025-12-06", job: "Counter upload", reported: usd(300) },
  ]);
  expect(await watchRegression(ctx)).toEqual({ flagged: 0, cleared: 0 });
  expect((await rowOf()).next.says).toBe("Wait for the invoice");
});

test("calls that slid back are flagged once, with the dollars that a day of it costs", async () => {
  await usage([{ day: "2025-12-07", job: "Nightly intake", reported: usd(800) }]);
  expect(await watchRegression(ctx)).toEqual({ flagged: 1, cleared: 0 });
  expect(await watchRegression(ctx)).toEqual({ flagged: 0, cleared: 0 });
  const { row, next } = await rowOf();
  // $800 over two days at 10,927 of 24,316 saved: $179.75 a day.
  expect(row.regression).toMatchObject({ from: "2025-12-06", to: "2025-12-07" });
  expect(next).toEqual({ says: "Stop losing $180 a day", tone: "bad" });
  const flags = (await listAudit(ctx, { limit: 50 })).rows.filter(
    ({ event }) => event === "migration.regressed",
  );
  expect(flags).toHaveLength(1);
});

test("the flag goes when the calls are batch again, and after a roll back", async () => {
  const later = Array.from({ length: 7 }, (_, index) => ({
    day: `2025-12-${String(8 + index).padStart(2, "0")}`,
    job: "Nightly intake",
    tier: "batch",
    reported: usd(200),
  }));
  await usage(later);
  expect(await watchRegression(ctx)).toEqual({ flagged: 0, cleared: 1 });
  await usage([{ day: "2025-12-15", job: "Nightly intake", reported: usd(9000) }]);
  await tendMigrations(ctx);
  expect((await rowOf()).row.regression).not.toBeNull();
  await rollBack(at(ctx, "2025-12-16T08:00:00Z"), { key: LABEL, reason: "It has to be live now" });
  expect((await rowOf()).row).toMatchObject({ stage: "approved", regression: null });
});

test("who may not", async () => {
  await expect(watchRegression(ctx.as("owner"))).rejects.toMatchObject({ code: "forbidden" });
});
