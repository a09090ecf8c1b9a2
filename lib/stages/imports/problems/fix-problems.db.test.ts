import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { drop, importContext, work } from "@/lib/testing/imports/drop";
import { applyFixes } from "../apply-fixes";
import { downloadProblems } from "../download-problems";
import { fixProblems } from "../fix-problems";
import { listProblems } from "../list-problems";
import { problemCsv } from "../model/export";
import { readImport } from "../read-import";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await importContext();
});
afterAll(() => ctx.close());

const HEADING = "timestamp,provider,model,endpoint,input_tokens,output_tokens,cost_usd,request_id";
const row = (id: string, cost = "0.5", tokens = "100") =>
  `2025-11-03T02:14:07Z,openai,gpt-5,digest,${tokens},10,${cost},${id}`;
const file = (...rows: string[]) => [HEADING, ...rows, ""].join("\n");

/** What the organisation's ledger adds up to. */
async function ledger(of: TestContext) {
  const { rows } = await of.pool.query<{ rows: bigint; cost: bigint | null }>(
    `SELECT coalesce(sum(rows), 0)::bigint AS rows, sum(cost_reported)::bigint AS cost FROM usage_day WHERE organisation_id = $1`,
    [of.organisation.id],
  );
  return rows[0];
}

describe("rows that are not in", () => {
  const broken = file(
    row("a"),
    row("b", "0.5", "-412"),
    "31/11/2025,openai,gpt-5,digest,1,1,1,c",
    row("d", "0.5", "-88"),
    "short,row",
  );

  test("a value for one row, one for a cause, a line anew and a skip; what is still wrong stays open", async () => {
    const here = await ctx.elsewhere();
    const { import: one } = await drop(here, broken);
    const importId = one.id;
    expect(one.problemGroups.map(({ code, column, count }) => [code, column, count])).toEqual([
      ["negative", "input_tokens", 2],
      ["not-a-time", "timestamp", 1],
      ["too-few-columns", null, 1],
    ]);
    const { rows } = await listProblems(here, { importId, limit: 50, offset: 0 });
    expect(rows.map(({ line, value }) => [line, value])).toEqual([
      [3, "-412"],
      [4, "31/11/2025"],
      [5, "-88"],
      [6, null],
    ]);
    const id = (line: number) => rows.find((problem) => problem.line === line)?.id ?? -1;
    await fixProblems(here, {
      importId,
      fixes: [
        { which: { code: "negative", column: "input_tokens" }, action: { use: "412" } },
        { which: { rows: [id(5)] }, action: { use: "88" } },
        { which: { rows: [id(4)] }, action: { use: "yesterday" } },
        { which: { rows: [id(6)] }, action: { use: row("e") } },
      ],
    });
    await work(here);
    const fixed = await readImport(here, { importId });
    expect(fixed.import).toMatchObject({ rowsRead: 5n, rowsAccepted: 4n, rowsRejected: 1n });
    expect(fixed.standing).toMatchObject({ rows: 4n, freshInput: 700n });
    expect(fixed.problems).toMatchObject([{ line: 4, value: "yesterday", state: "open" }]);
    await fixProblems(here, { importId, fixes: [{ which: { all: true }, action: "skip" }] });
    await work(here);
    await applyFixes(here, { importId }); // delivered again
    const done = await readImport(here, { importId });
    expect(done.import).toMatchObject({
      rowsAccepted: 4n,
      rowsRejected: 1n,
      rowsSkipped: 1n,
      problemGroups: [],
    });
    expect((await ledger(here))?.rows).toBe(4n);
  });

  test("rows of JSON are put right in their own shape", async () => {
    const here = await ctx.elsewhere();
    const log = {
      request_id: "r",
      spend: -1,
      prompt_tokens: 5,
      completion_tokens: 1,
      startTime: "2025-11-03T00:00:00Z",
      model: "gpt-5",
      custom_llm_provider: "openai",
    };
    const { import: one } = await drop(
      here,
      JSON.stringify([{ ...log, spend: 1, request_id: "q" }, log], null, 1),
    );
    expect(one.rowsRejected).toBe(1n);
    const { rows } = await listProblems(here, { importId: one.id, limit: 5, offset: 0 });
    expect(rows).toMatchObject([{ line: 11, column: "spend", value: "-1" }]);
    await fixProblems(here, {
      importId: one.id,
      fixes: [{ which: { rows: [rows[0]?.id ?? 0] }, action: { use: "2" } }],
    });
    await work(here);
    expect((await ledger(here))?.cost).toBe(3_000_000_000_000n);
  });

  test("the download holds all of them, and no cell of it is a formula", async () => {
    const here = await ctx.elsewhere();
    const { import: one } = await drop(here, file(row("a", "=1+1"), row("b", "@SUM(A1)"), row("c", "x")));
    const all = [];
    for await (const batch of downloadProblems(here, { importId: one.id })) all.push(...batch);
    expect(all.map(({ value }) => value)).toEqual(["=1+1", "@SUM(A1)", "x"]);
    expect(all.map((problem) => problemCsv(problem).split(",")[4])).toEqual(["'=1+1", "'@SUM(A1)", "x"]);
  });
});
