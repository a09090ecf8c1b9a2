import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { IGNORED } from "./query";
import { REJECTS } from "./records";

export type Counted = {
  records: bigint;
  accepted: bigint;
  bad: bigint;
  from: string | null;
  to: string | null;
};

/** What a part holds: rows without and with a problem, and the days of the accepted. */
export async function countPart(duck: Duck, part: string): Promise<Counted> {
  const [row] = await rowsOf<Counted>(
    duck,
    `SELECT count(*) AS records, count(*) FILTER (problem IS NULL) AS accepted, count(*) FILTER (problem <> '${IGNORED}') AS bad,
       CAST(CAST(min(ts) FILTER (problem IS NULL) AS DATE) AS VARCHAR) AS "from",
       CAST(CAST(max(ts) FILTER (problem IS NULL) AS DATE) AS VARCHAR) AS "to"
     FROM read_parquet(${literal(part)})`,
  );
  return row ?? { records: 0n, accepted: 0n, bad: 0n, from: null, to: null };
}

/** A record that DuckDB could not read as a row: where it begins and why. One record may break several rules. */
export type Reject = { position: number; code: string };

const CODES: Record<string, string> = {
  "MISSING COLUMNS": "too-few-columns",
  "TOO MANY COLUMNS": "too-many-columns",
  "UNQUOTED VALUE": "quote",
  "LINE SIZE OVER MAXIMUM": "line-too-long",
  "INVALID ENCODING": "not-utf-8",
};

export async function readRejects(duck: Duck): Promise<Reject[]> {
  const [exists] = await rowsOf<{ n: bigint }>(
    duck,
    `SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = '${REJECTS}'`,
  );
  if (!exists || exists.n === 0n) return [];
  const rows = await rowsOf<{ position: bigint; kind: string }>(
    duck,
    `SELECT line_byte_position AS position, min(CAST(error_type AS VARCHAR)) AS kind FROM ${REJECTS}
     GROUP BY 1 ORDER BY 1`,
  );
  return rows.map(({ position, kind }) => ({ position: Number(position), code: CODES[kind] ?? "not-a-row" }));
}
