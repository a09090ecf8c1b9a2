import { CANONICAL } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import type { ImportFile } from "../model";

/** What a rebuild knows of an import's accepted rows without reading them again. */
export type Shape = {
  keyed: bigint;
  keyless: bigint;
  aggregated: bigint;
  droppedTags: string[];
  groupings: { path: string; signature: string }[];
};

/** An import within one rebuild. A later captured import has the higher rank. */
export type OpenImport = {
  file: ImportFile;
  rank: number;
  parts: string[];
  shape: Shape;
  /** Accepted rows per day. */
  days: Map<Day, bigint>;
};

/** Some days of an import; null means all of them, and then nothing is filtered. */
export type Slice = { open: OpenImport; days: Day[] | null };

/** Parquet parts in the order of their numbers, so that a corrected row counts as later than the row it corrects. */
export async function partsOf(duck: Duck, glob: string): Promise<string[]> {
  const found = await rowsOf<{ file: string }>(duck, `SELECT file FROM glob(${literal(glob)})`);
  const number = (file: string) => Number(/(\d+)\.parquet$/.exec(file)?.[1] ?? 0);
  return found.map((row) => row.file).sort((a, b) => number(a) - number(b) || (a < b ? -1 : 1));
}

// One number names a row and orders rows: rank of the import, then part, then row of the file. 15 + 12 + 36 bits.
const PART_SHIFT = 36n;
const RANK_SHIFT = 48n;
/** The import's rank back out of a row's number. */
export const rankOf = (ord: string) => `(${ord} >> ${RANK_SHIFT})::INTEGER`;

/** A SELECT list over the canonical columns; the import's dropped tag names may change it. */
export type Columns = (droppedTags: string[]) => string;

/** Accepted rows of these slices as SQL: `ord`, `imp` (the rank), `src`, and the columns. */
export function rowsSql(slices: Slice[], columns: Columns): string {
  const selects = slices.flatMap(({ open, days }) =>
    open.parts.map((part, index) => {
      const base = (BigInt(open.rank) << RANK_SHIFT) | (BigInt(index) << PART_SHIFT);
      return `SELECT ${base}::BIGINT + file_row_number AS ord, ${open.rank} AS imp, ${open.file.sourceId} AS src,
        ${columns(open.shape.droppedTags)}
        FROM read_parquet(${literal(part)}, file_row_number = true) WHERE problem IS NULL${onDays(days)}`;
    }),
  );
  return selects.length > 0 ? selects.join("\nUNION ALL\n") : noRows(columns);
}

function onDays(days: Day[] | null): string {
  if (!days) return "";
  const sorted = [...days].sort();
  // The range lets whole row groups be skipped; the list is exact.
  return ` AND ts >= TIMESTAMP '${sorted[0]}' AND ts < TIMESTAMP '${sorted.at(-1)}' + INTERVAL 1 DAY
    AND ts::DATE IN (${sorted.map((day) => `DATE '${day}'`).join(", ")})`;
}

function noRows(columns: Columns): string {
  const typed = Object.entries(CANONICAL).map(([name, type]) => `NULL::${type} AS ${name}`);
  return `SELECT NULL::BIGINT AS ord, NULL::INTEGER AS imp, NULL::INTEGER AS src, ${columns([])}
    FROM (SELECT ${typed.join(", ")}) WHERE false`;
}
