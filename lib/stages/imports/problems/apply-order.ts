import { rm, writeFile } from "node:fs/promises";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import type { Fix, ProblemGroup, Which } from "../model/problems";
import { countPart } from "../reading/count";
import type { Reading } from "../reading/project";
import { canonicalSql } from "../reading/query";
import { corrected } from "./correct";
import { groupProblems, readProblems } from "./shelf";

export type Applied = {
  fixed: bigint;
  rejected: bigint;
  skipped: bigint;
  from: string | null;
  to: string | null;
  problemGroups: ProblemGroup[];
};

type Order = { fixes: Fix[]; problems: string; part: string };

/**
 * Writes the corrected rows as a part of their own and the problems as they are then to `<problems>.next`. A corrected
 * row that is still wrong stays open, with what is wrong with it now.
 */
export async function applyOrder(
  duck: Duck,
  reading: Reading,
  { fixes, problems, part }: Order,
): Promise<Applied> {
  const projection = reading.format.project(reading.sniffed.sample, reading);
  const corrections = new Map<number, string>();
  const skipped = new Set<number>();
  for (const { which, action } of fixes) {
    for (const row of await readProblems(duck, problems, wantedOf(which))) {
      if (row.state !== "open") continue;
      if (action === "skip") skipped.add(row.id);
      else {
        const text = corrected(row, action.use, { reader: projection.reader, sniffed: reading.sniffed });
        if (text !== null) corrections.set(row.id, text);
      }
    }
  }
  const texts = [...corrections].filter(([id]) => !skipped.has(id));
  await writeChanges(duck, reading, { texts, part });
  await duck.run("CREATE OR REPLACE TEMP TABLE skips (id BIGINT)");
  const appender = await duck.createAppender("skips");
  for (const id of skipped) {
    appender.appendBigInt(BigInt(id));
    appender.endRow();
  }
  appender.closeSync();
  const next = `${problems}.next`;
  await duck.run(
    `COPY (
       SELECT p.id, p.record, p.line,
         CASE WHEN c.problem IS NOT NULL THEN c.problem_column ELSE p."column" END AS "column",
         coalesce(c.problem, p.code) AS code,
         CASE WHEN c.problem IS NOT NULL THEN c.problem_value ELSE p.value END AS value,
         coalesce(c.text, p.raw) AS raw,
         CASE WHEN s.id IS NOT NULL THEN 'skipped' WHEN c.id IS NOT NULL AND c.problem IS NULL THEN 'fixed' ELSE p.state END AS state
       FROM read_parquet(${literal(problems)}) p LEFT JOIN changes c ON c.id = p.id LEFT JOIN skips s ON s.id = p.id
       ORDER BY p.id
     ) TO ${literal(next)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  return summarise(duck, next, part);
}

/** Fills `changes (id, text, problem, problem_column, problem_value)` and writes the rows that are good now to the part. */
async function writeChanges(
  duck: Duck,
  reading: Reading,
  { texts, part }: { texts: [number, string][]; part: string },
): Promise<void> {
  const file = `${part}.txt`;
  const { sample } = reading.sniffed;
  const { delimiter, columns } = sample;
  const projection = reading.format.project(sample, reading);
  const isTable = projection.reader.kind === "table";
  await writeFile(file, texts.map(([, text]) => `${text}\n`).join(""));
  await duck.run("CREATE OR REPLACE TEMP TABLE ids (number BIGINT, id BIGINT, text VARCHAR)");
  const appender = await duck.createAppender("ids");
  for (const [number, [id, text]] of texts.entries()) {
    appender.appendBigInt(BigInt(number));
    appender.appendBigInt(BigInt(id));
    appender.appendVarchar(text);
    appender.endRow();
  }
  appender.closeSync();
  const one = isTable ? projection : { ...projection, reader: { kind: "lines" as const } };
  const source = { path: file, gzip: false, delimiter, skip: 0, columns, strict: true };
  const all = `${part}.all`;
  const options = "FORMAT parquet, COMPRESSION zstd";
  await duck.run(`COPY (${canonicalSql(one, source)}) TO ${literal(all)} (${options})`);
  const rows = `read_parquet(${literal(all)}, file_row_number = true)`;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE changes AS SELECT ids.id, ids.text, problem, problem_column, problem_value
     FROM ids JOIN ${rows} r ON r.file_row_number = ids.number`,
  );
  await duck.run(
    `COPY (SELECT * FROM read_parquet(${literal(all)}) WHERE problem IS NULL) TO ${literal(part)} (${options})`,
  );
  for (const path of [file, all]) await rm(path, { force: true });
}

async function summarise(duck: Duck, problems: string, part: string): Promise<Applied> {
  const { accepted, from, to } = await countPart(duck, part);
  const [row] = await rowsOf<{ rejected: bigint; skipped: bigint }>(
    duck,
    `SELECT count(*) FILTER (state <> 'fixed') AS rejected, count(*) FILTER (state = 'skipped') AS skipped
     FROM read_parquet(${literal(problems)})`,
  );
  return {
    fixed: accepted,
    rejected: row?.rejected ?? 0n,
    skipped: row?.skipped ?? 0n,
    from,
    to,
    problemGroups: await groupProblems(duck, problems),
  };
}

function wantedOf(which: Which): { ids?: number[]; code?: string; column?: string | null } {
  if ("rows" in which) return { ids: which.rows };
  return "all" in which ? {} : { code: which.code, column: which.column };
}
