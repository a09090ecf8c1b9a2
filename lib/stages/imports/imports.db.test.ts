import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { drop, importContext, send, work } from "@/lib/testing/imports/drop";
import { applyFixes } from "./apply-fixes";
import { downloadProblems } from "./download-problems";
import { fixProblems } from "./fix-problems";
import { importFile } from "./import-file";
import { listImports } from "./list-imports";
import { listProblems } from "./list-problems";
import { mapImport } from "./map-import";
import { toView } from "./model/view";
import { readImport } from "./read-import";
import { takeBackImport } from "./take-back-import";
import { withdrawImport } from "./withdraw-import";

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

async function audited(of: TestContext): Promise<string[]> {
  const entries = await of.db.auditEntry.findMany({
    where: { organisationId: of.organisation.id },
    orderBy: { id: "asc" },
  });
  return entries.map(({ event }) => event);
}

describe("who may", () => {
  test.each(["owner", "finance"] as const)("%s may not import, map, fix or take back", async (role) => {
    const seen = await drop(ctx, file(row("who")));
    const importId = seen.import.id;
    const as = ctx.as(role);
    const refusal = { code: "forbidden" };
    await expect(send(as, file(row("b")))).rejects.toMatchObject(refusal);
    await expect(importFile(as, { importId })).rejects.toMatchObject(refusal);
    await expect(mapImport(as, { importId, columns: {}, defaults: {} })).rejects.toMatchObject(refusal);
    await expect(
      fixProblems(as, { importId, fixes: [{ which: { all: true }, action: "skip" }] }),
    ).rejects.toMatchObject(refusal);
    await expect(applyFixes(as, { importId })).rejects.toMatchObject(refusal);
    await expect(takeBackImport(as, { importId })).rejects.toMatchObject(refusal);
    await expect(withdrawImport(as, { importId })).rejects.toMatchObject(refusal);
  });

  test("an owner does not see imports, finance does", async () => {
    const { import: one } = await drop(ctx, file(row("see")));
    const owner = ctx.as("owner");
    await expect(listImports(owner, { limit: 5 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(readImport(owner, { importId: one.id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listProblems(owner, { importId: one.id, limit: 5, offset: 0 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(downloadProblems(owner, { importId: one.id }).next()).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await readImport(ctx.as("finance"), { importId: one.id })).import.id).toBe(one.id);
  });

  test("another organisation's import is not there", async () => {
    const { import: one } = await drop(ctx, file(row("mine")));
    const other = await ctx.elsewhere();
    await expect(readImport(other, { importId: one.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(takeBackImport(other, { importId: one.id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("figures", () => {
  test("the same file again is done, with every row a duplicate", async () => {
    const here = await ctx.elsewhere();
    const first = await drop(here, file(row("a"), row("b")));
    const second = await drop(here, file(row("a"), row("b")));
    const views = [first, second].map(toView);
    expect(views[1]).toMatchObject({
      status: "done",
      rows: { read: 2, accepted: 0, rejected: 0, duplicate: 2 },
      totals: { cost: null },
    });
    const again = toView(await readImport(here, { importId: first.import.id }));
    expect(again).toMatchObject({
      rows: { duplicate: 0 },
      totals: { cost: "1.00", costKind: "reported", requests: 2, inputTokens: 200 },
    });
    expect(await ledger(here)).toEqual({ rows: 2n, cost: 1_000_000_000_000n });
  });

  test("taken back, its rows leave and what it had replaced returns", async () => {
    const here = await ctx.elsewhere();
    await drop(here, file(row("a", "1")), { capturedAt: new Date("2025-11-04T00:00:00Z") });
    const later = await drop(here, file(row("a", "2"), row("b", "5")), {
      capturedAt: new Date("2025-11-05T00:00:00Z"),
    });
    expect((await ledger(here))?.cost).toBe(7_000_000_000_000n);
    await takeBackImport(here, { importId: later.import.id });
    await work(here);
    expect(await ledger(here)).toEqual({ rows: 1n, cost: 1_000_000_000_000n });
    const seen = await readImport(here, { importId: later.import.id });
    expect(seen.import.status).toBe("taken-back");
    expect(seen.standing.rows).toBe(0n);
    expect(existsSync(here.files.pathOf("imports", later.import.id))).toBe(false);
    await takeBackImport(here, { importId: later.import.id }); // again changes nothing
    expect(here.sent()).toEqual([]);
    expect(await audited(here)).toContain("import.taken-back");
  });

  test("taken back before it is read, nothing of it is read", async () => {
    const here = await ctx.elsewhere();
    const { id } = await send(here, file(row("a")));
    await takeBackImport(here, { importId: id });
    await work(here);
    expect((await readImport(here, { importId: id })).import.status).toBe("taken-back");
    expect(await ledger(here)).toEqual({ rows: 0n, cost: null });
  });

  test("taken back while it is read, it does not reach the figures", async () => {
    const here = await ctx.elsewhere();
    const { id } = await send(here, file(row("a")));
    let taken: Promise<unknown> | null = null;
    // The moment the worker asks for prices it is past reading: a person is faster than its publication.
    const catalogue = {
      ...here.catalogue,
      normalise: (provider: string | null, model: string | null) => {
        taken ??= takeBackImport(here, { importId: id });
        return { provider: provider ?? "unknown", model };
      },
    };
    const slow = { ...here, catalogue };
    const reading = importFile(slow, { importId: id });
    await reading;
    await taken;
    await work(here);
    expect((await readImport(here, { importId: id })).import.status).toBe("taken-back");
    expect(await ledger(here)).toEqual({ rows: 0n, cost: null });
  });

  test("a job that is delivered twice, or again after its worker died, gives the same figures", async () => {
    const here = await ctx.elsewhere();
    const { id } = await send(here, file(row("a"), row("b")));
    await Promise.all([importFile(here, { importId: id }), importFile(here, { importId: id })]);
    await here.db.import.update({ where: { id }, data: { status: "running" } }); // as a worker leaves it that was killed
    await importFile(here, { importId: id });
    expect((await readImport(here, { importId: id })).import.status).toBe("done");
    expect(await ledger(here)).toEqual({ rows: 2n, cost: 1_000_000_000_000n });
  });

  test("a file of another day of the same source keeps both; lists are paged, newest first", async () => {
    const here = await ctx.elsewhere();
    const first = await drop(here, file(row("a")));
    const second = await drop(here, file(row("b").replace("11-03", "11-04")), { filename: "b.csv" });
    expect((await ledger(here))?.rows).toBe(2n);
    const page = await listImports(here, { limit: 1 });
    const next = await listImports(here, { limit: 1, cursor: page.nextCursor ?? "" });
    const ids = [...page.rows, ...next.rows].map((seen) => seen.import.id);
    expect(new Set(ids)).toEqual(new Set([first.import.id, second.import.id]));
    expect(next.nextCursor).toBeNull();
    expect(second.import).toMatchObject({ periodFrom: "2025-11-04", periodTo: "2025-11-04" });
  });
});

test("the source of a file is the format unless it was named; one of another name does not replace it", async () => {
  const here = await ctx.elsewhere();
  const keyless = `${HEADING}\n${row("")}\n`;
  await drop(here, keyless);
  await drop(here, keyless, { sourceName: "second gateway" });
  const sources = await here.db.source.findMany({
    where: { organisationId: here.organisation.id },
    orderBy: { name: "asc" },
  });
  expect(sources.map(({ format, name, kind }) => [format, name, kind])).toEqual([
    ["offpeak", "offpeak", "gateway"],
    ["offpeak", "second gateway", "gateway"],
  ]);
});
