import { CANONICAL, type CanonicalColumn, type Projection } from "@/lib/core/format";
import { literal } from "@/lib/platform/duckdb";
import { recordsSql, type Source } from "./records";

/** The mark of a record that is no usage: written, so that rows keep their place, but neither accepted nor rejected. */
export const IGNORED = "~";

/**
 * Rows keep their place in the part. To write so many columns in order DuckDB reserves far more than it uses: measured,
 * at 600 MB it reads with one thread, from 800 MB on with both, and the process stays at half of that either way.
 */
export const READING_MEMORY = "1000MB";

/** The SELECT that turns the records of a file into canonical rows in file order, each with its problem or none. */
export function canonicalSql(projection: Projection, source: Source): string {
  const records = recordsSql(projection, source);
  let from = records.sql;
  for (const layer of projection.layers) {
    const named = Object.entries(layer).map(([name, sql]) => `${sql} AS ${name}`);
    if (named.length) from = `SELECT *, ${named.join(", ")} FROM (${from})`;
  }
  const checks = [...records.checks, ...projection.checks];
  const ignore = [records.ignore, projection.ignore].filter((sql) => sql !== null);
  const first = checks.map((check, index) => `WHEN ${check.when} THEN ${index + 1}`).join(" ");
  const blank = records.ignore ? `WHEN ${records.ignore} THEN NULL ` : "";
  const number = checks.length ? `CASE ${blank}${first} END` : "CAST(NULL AS INTEGER)";
  const ignored = ignore.length ? ignore.map((sql) => `(${sql})`).join(" OR ") : "false";
  const list = (values: string[]) => `[${values.map(literal).join(", ")}]`;
  const value = checks.map((check, index) => `WHEN ${index + 1} THEN left(${check.value}, 200)`).join(" ");
  const columns = Object.entries(CANONICAL).map(([name, type]) => {
    if (name === "problem")
      return `CASE WHEN n IS NOT NULL THEN ${list(checks.map(({ code }) => code))}[n] WHEN ignored THEN '${IGNORED}' END AS problem`;
    if (name === "problem_column")
      return `CASE WHEN n IS NOT NULL THEN nullif(${list(checks.map(({ column }) => column))}[n], '') END AS problem_column`;
    if (name === "problem_value")
      return `${checks.length ? `CASE WHEN n IS NOT NULL THEN CASE n ${value} END END` : "CAST(NULL AS VARCHAR)"} AS problem_value`;
    return `CAST(${projection.columns[name as CanonicalColumn] ?? "NULL"} AS ${type}) AS ${name}`;
  });
  columns.push(
    `CAST(${projection.endpointFrom ?? "NULL"} AS VARCHAR) AS endpoint_from`,
    // JSON keeps the text of a bad record here; a table's is found again in the file, quotes and all.
    `CASE WHEN n IS NOT NULL THEN ${records.raw} END AS raw`,
  );
  return `SELECT ${columns.join(", ")} FROM (SELECT *, ${number} AS n, ${ignored} AS ignored FROM (${from}))`;
}
