import { afterAll, beforeAll, expect, test } from "vitest";
import { formats } from "@/lib/adapters/formats";
import { SYSTEM } from "@/lib/core/access";
import { DOLLAR, formatDollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { readFit } from "@/lib/stages/fit/read-fit";
import { readFunnel } from "@/lib/stages/fit/read-funnel";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { importFile } from "@/lib/stages/imports/import-file";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { takeBackImport } from "@/lib/stages/imports/take-back-import";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { listMigrations } from "@/lib/stages/migration/list-migrations";
import { columnsOf, inTableOrder, savingsOf, totalOf } from "@/lib/stages/migration/model/board";
import { nextStepOf } from "@/lib/stages/migration/model/next-step";
import { factsOf } from "@/lib/stages/migration/model/row";
import { readMigration } from "@/lib/stages/migration/read-migration";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { answeredShares } from "@/lib/stages/questions/answering/answered-shares";
import { countAnswers } from "@/lib/stages/questions/count-answers";
import { openLink } from "@/lib/stages/questions/links/open-link";
import { listOutbox } from "@/lib/stages/questions/outbox/list-outbox";
import { readEndpoint } from "@/lib/stages/spend/endpoint/read-endpoint";
import { question } from "@/lib/stages/spend/model/question";
import { readOverview } from "@/lib/stages/spend/read-overview";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { type TestContext, testContext } from "@/lib/testing/context";
import { loadSample } from "./load-sample";

const sumOf = (amounts: (bigint | null)[]) =>
  amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);

let ctx: TestContext;
let sample: Context;
beforeAll(async () => {
  ctx = await testContext({
    catalogue: openCatalogue(),
    formats,
    now: () => new Date("2026-11-23T10:00:00Z"),
  });
  const { organisation } = await loadSample(ctx);
  sample = { ...ctx, organisation, actor: SYSTEM };
}, 300_000);
afterAll(() => ctx.close());

test("Spend and the overview show the figures of the design, each from the rows", async () => {
  const page = await readSpend(sample, question("endpoint", { limit: 50, filters: {} }));
  const shown = page.rows.flatMap(({ label, forecastSaving, realisedSaving }) =>
    forecastSaving === null
      ? []
      : [
          [
            label,
            formatDollars(forecastSaving),
            realisedSaving === null ? null : formatDollars(realisedSaving),
          ],
        ],
  );
  expect(shown.slice(0, 13)).toEqual([
    ["support/ticket-summaries", "$10,927", null],
    ["docs/contract-extract", "$6,680", "$3,181"],
    ["catalog/product-enrich", "$13,960", "$13,260"],
    ["crm/lead-scoring", "$5,619", null],
    ["l10n/catalog-translate", "$4,700", null],
    ["reviews/moderation-backfill", "$6,980", "$6,752"],
    ["evals/regression-suite", "$4,640", "$3,241"],
    ["voice/call-notes", "$3,091", null],
    ["fraud/order-explain", "$1,020", null],
    ["bi/weekly-digest", "$1,978", null],
    ["code/pr-review", "$610", null],
    ["hr/cv-screen", "$1,240", null],
    ["catalog/image-alt-text", "$842", null],
  ]);
  const approved = page.rows.filter(({ answer }) => answer === "yes" || answer === "part");
  expect(formatDollars(sumOf(approved.map(({ forecastSaving }) => forecastSaving)))).toBe("$47,887");

  const standing = await readFunnel(sample, await answeredShares(sample));
  const money = (name: "atSync" | "discount" | "billed") => formatDollars(standing?.[name] ?? null);
  expect([money("atSync"), money("discount"), money("billed")]).toEqual(["$204,053", "$26,776", "$177,277"]);
  expect(standing?.funnel.steps.map(({ total, endpoints }) => [formatDollars(total), endpoints])).toEqual([
    ["$204,053", 24],
    ["$169,995", 10],
    ["$100,048", 6],
    ["$54,350", 4],
    ["$0", 0],
  ]);
  expect(standing?.funnel.leaves.map(({ id, amount }) => [id, formatDollars(amount)])).toEqual([
    ["not-asked", "$34,058"],
    ["no", "$52,772"],
    ["waiting", "$11,238"],
    ["kept-sync", "$5,937"],
    ["still-sync", "$45,698"],
  ]);
});

test("the story puts every endpoint where the board of the design has it, to the dollar", async () => {
  const board = await listMigrations(sample);
  const { sync, batch } = totalOf(board);
  expect(sync + batch).toBe((await readFunnel(sample))?.atSync);
  expect(columnsOf(board).map(({ stage, count }) => [stage, count])).toEqual([
    ["candidate", 14],
    ["asked", 1],
    ["approved", 1],
    ["pilot", 1],
    ["migrated", 4],
    ["confirmed", 0],
    ["declined", 3],
  ]);
  const dollars = columnsOf(board).map((column) => formatDollars(column.sync + column.batch));
  // Until an invoice says more, what the design shows as confirmed stands in Migrated, at what fit makes of its batches.
  expect(dollars.toSpliced(4, 1)).toEqual(["$34,058", "$11,238", "$9,484", "$24,316", "$0", "$52,772"]);
  const next = inTableOrder(board.rows).map((row) => [
    row.label,
    nextStepOf(row, factsOf(row, board.rows, board.rules)).says,
  ]);
  expect(Object.fromEntries(next)).toMatchObject({
    "support/ticket-summaries": "Run night 3",
    "l10n/catalog-translate": "Wait for the pilot slot",
    "crm/lead-scoring": "Remind Daniel Kim",
    "voice/call-notes": "Ask Omar Haddad",
    "assistant/chat": "Ask again in May",
  });
  const { forecast, realised } = savingsOf(board.rows);
  expect([formatDollars(forecast), formatDollars(realised)]).toEqual(["$47,887", "$26,434"]);
});

test("its messages were sent in its story, the one that waits says why, and its link opens a year later", async () => {
  const { rows } = await listOutbox(sample, { limit: 50 });
  const waiting = rows.filter(({ state }) => state !== "sent");
  expect(waiting).toMatchObject([
    { endpoint: "crm/lead-scoring", problem: expect.stringContaining("sample") },
  ]);
  const token = waiting[0]?.link?.split("/answer/")[1] ?? "";
  expect(await openLink(sample, token)).toMatchObject({ kind: "open" });
  expect(await countAnswers(sample)).toEqual({ asked: 10, answered: 9 });
  const { ticks } = await readMigration(sample, "support/ticket-summaries");
  expect(Object.keys(ticks)).toEqual(["results-by-id", "output-limit"]);
});

test("one more row moves the figure of every page by what it costs, and taking it back moves them back", async () => {
  const LABEL = "support/ticket-summaries";
  const figures = async () => {
    const spend = await readSpend(sample, question("endpoint", { limit: 50 }));
    const overview = await readOverview(sample, {});
    const standing = await readFunnel(sample, await answeredShares(sample));
    const board = totalOf(await listMigrations(sample));
    const endpoint = await readEndpoint(sample, LABEL, question("endpoint", { limit: 1 }));
    const fit = await readFit(sample, LABEL);
    return {
      spend: spend.totals.cost,
      row: spend.rows.find(({ label }) => label === LABEL)?.cost,
      overview: overview?.totals.cost,
      days: sumOf(overview?.days.map(({ sync, batch, other }) => sync + batch + other) ?? []),
      providers: sumOf(overview?.providers.map(({ cost }) => cost) ?? []),
      billed: standing?.billed,
      atSync: standing?.atSync,
      funnel: standing?.funnel.steps[0]?.total,
      board: board.sync + board.batch,
      endpoint: endpoint.row?.cost,
      waterfall: fit?.forecast.steps.sync,
    };
  };
  const before = await figures();
  const line = `2025-11-28T23:00:00Z,anthropic,claude-sonnet-4-5,${LABEL},one-more,1000000,1000000,1000`;
  const text = `timestamp,provider,model,endpoint,request_id,input_tokens,output_tokens,cost_usd\n${line}\n`;
  async function* body() {
    yield new TextEncoder().encode(text);
  }
  const file = { kind: "usage", format: "auto", filename: "one-more.csv", bytesTotal: null } as const;
  const { id: importId } = await receiveImport(sample, { ...file, body: body() });
  await importFile(sample, { importId });
  await refreshFigures(sample);
  const after = await figures();
  for (const [name, amount] of Object.entries(after))
    expect(amount, name).toBe((before[name as keyof typeof before] ?? 0n) + 1000n * DOLLAR);

  await takeBackImport(sample, { importId });
  await withdrawImport(sample, { importId });
  await refreshFigures(sample);
  expect(await figures()).toEqual(before);
}, 300_000);
