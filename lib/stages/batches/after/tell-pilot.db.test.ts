import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { moveEndpoint } from "@/lib/stages/migration/moving/move-endpoint";
import { readMigration } from "@/lib/stages/migration/read-migration";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { BatchStage, TestClock } from "@/lib/testing/batches/batch-stage";
import { type TestContext, testContext } from "@/lib/testing/context";
import { answerFor, chooseFallback } from "@/lib/testing/migration";
import { usd } from "@/lib/testing/questions";
import { seedUsage } from "@/lib/testing/seed-usage";
import { bookBatch } from "./book-batch";

const LABEL = "support/ticket-summaries";
const POLICY = { deadline: "05:00", late: "sync", capPerNight: usd(200).toString(), retries: 2 };
const clock = new TestClock(); // Sat 28 Nov 2026, 22:00
let sandbox: RunningSandbox;
let ctx: TestContext;
let stage: BatchStage;

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 0, seed: "pilot", startAt: clock.now() });
  ctx = await testContext({ catalogue: openCatalogue(), now: clock.now, installation: { pollSeconds: 1 } });
  stage = await BatchStage.open(ctx, clock, sandbox.urls);
  const day = "2026-11-27";
  await seedUsage(ctx, [
    { day, endpoint: LABEL, owner: "priya@example.com", costCenter: "CC-1", requests: 10n, reported: usd(9) },
  ]);
  await refreshSummary(ctx);
  await answerFor(ctx, LABEL, { answer: "yes", longestWaitHours: 12 });
  clock.pass(120);
  await moveEndpoint(ctx, { key: LABEL, to: "approved" });
  await chooseFallback(ctx, LABEL);
  await moveEndpoint(ctx, { key: LABEL, to: "pilot" });
});
afterAll(async () => {
  await ctx.close();
  await sandbox.stop();
});

const nights = async () => (await readMigration(ctx, LABEL)).row.nights;
const book = (batchId: string) => bookBatch({ ...ctx, actor: SYSTEM }, { batchId });

/** A batch that ran at the simulator and is booked as the worker does it. */
async function run(requests: number): Promise<string> {
  const id = await stage.seed("openai", { requests, policy: POLICY });
  await stage.pass(0);
  await stage.pass(600);
  await book(id);
  return id;
}

test("a pilot hears of a batch that is over as the night that ends next morning, held to its policy", async () => {
  await run(4);
  expect(await nights()).toMatchObject([
    {
      night: "2026-11-29",
      deadlineAt: new Date("2026-11-29T05:00:00Z"),
      ...{ requests: 4, accounted: 4, fallbackRequests: 0, fallbackCost: 0n, problems: [] },
    },
  ]);
});

test("another batch after midnight is of the same night, and told again counts once", async () => {
  clock.pass(3 * 3600); // 01:22
  const id = await run(6);
  await book(id);
  expect(await nights()).toMatchObject([{ night: "2026-11-29", requests: 10, accounted: 10, problems: [] }]);
});

test("a batch of which nothing succeeded makes its night one that did not pass", async () => {
  const id = await run(3);
  await ctx.db.batch.update({ where: { id }, data: { succeeded: 0, failed: 3 } });
  await book(id);
  expect(await nights()).toMatchObject([
    { night: "2026-11-29", requests: 13, problems: ["None of its 3 requests succeeded"] },
  ]);
});

test("what sent the failed ones again is told with the first", async () => {
  const [first] = await ctx.db.batch.findMany({ where: { failed: 3 } });
  const id = await stage.seed("openai", { requests: 3, policy: POLICY });
  await ctx.db.batch.update({ where: { id }, data: { retryOf: first?.id ?? "" } });
  await stage.pass(0);
  await stage.pass(600);
  await book(id);
  expect(await nights()).toMatchObject([{ requests: 13, retried: 3, problems: [] }]);
});

test("who may not", async () => {
  await expect(bookBatch(ctx.as("finance"), { batchId: "x" })).rejects.toMatchObject({ code: "forbidden" });
});
