import { existsSync } from "node:fs";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { messageOf, type ProblemGroup, type ProblemRow, titleOf } from "../model/problems";

type Cause = { code: string; column?: string | null };
type Wanted = Partial<Cause> & { limit?: number; offset?: number; ids?: number[] };

/** How many records have each problem that is still open. */
export async function groupProblems(duck: Duck, file: string): Promise<ProblemGroup[]> {
  if (!existsSync(file)) return [];
  const rows = await rowsOf<{ code: string; column: string | null; count: bigint }>(
    duck,
    `SELECT code, "column", count(*) AS count FROM read_parquet(${literal(file)}) WHERE state = 'open'
     GROUP BY ALL ORDER BY count DESC, code, "column"`,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count), message: titleOf(row.code) }));
}

/** Records with a problem, in the order of the file. */
export async function readProblems(duck: Duck, file: string, wanted: Wanted = {}): Promise<ProblemRow[]> {
  if (!existsSync(file)) return [];
  const limit = wanted.limit === undefined ? "" : `LIMIT ${wanted.limit} OFFSET ${wanted.offset ?? 0}`;
  const rows = await rowsOf<
    Omit<ProblemRow, "id" | "line" | "message"> & { id: bigint; line: bigint | null }
  >(
    duck,
    `SELECT id, line, "column", code, value, coalesce(raw, '') AS raw, state FROM read_parquet(${literal(file)})
     WHERE ${conditionOf(wanted)} ORDER BY id ${limit}`,
  );
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    line: row.line === null ? null : Number(row.line),
    message: messageOf(row.code, row.value),
  }));
}

export async function countProblems(duck: Duck, file: string, wanted: Wanted = {}): Promise<number> {
  if (!existsSync(file)) return 0;
  const [row] = await rowsOf<{ n: bigint }>(
    duck,
    `SELECT count(*) AS n FROM read_parquet(${literal(file)}) WHERE ${conditionOf(wanted)}`,
  );
  return Number(row?.n ?? 0);
}

function conditionOf({ code, column, ids }: Wanted): string {
  return [
    "state <> 'fixed'",
    ...(code === undefined ? [] : [`code = ${literal(code)}`]),
    ...(column === undefined ? [] : [column === null ? `"column" IS NULL` : `"column" = ${literal(column)}`]),
    ...(ids === undefined ? [] : [ids.length ? `id IN (${ids.map(Math.trunc).join(", ")})` : "false"]),
  ].join(" AND ");
}
