import { type Duck, rowsOf } from "@/lib/platform/duckdb";
import { clientClassSql } from "../model/clients";
import { COUNTERS, TOKEN_CLASSES, WORDS } from "../model/measures";
import { rowsSql, type Slice } from "./open";
import { keptTags } from "./shape";
import { type Lost, standingSql } from "./standing";

/** The words of a row, as a SELECT list. */
export const wordsSql = (dropped: string[]) =>
  WORDS.map((word) => {
    if (word === "tags") return `${keptTags(dropped)} AS tags`;
    return word === "tier" ? "coalesce(tier, 'unknown') AS tier" : word;
  }).join(", ");

/**
 * Fills `brought (imp, src, <words>, seen, first)`: which words each import brought, whether or not its rows stand; and `words (dim, src, <words>)`: each combination once, named by its hash. Answers how to compute that name.
 */
export async function gatherWords(duck: Duck, slices: Slice[]): Promise<string> {
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE brought AS
     SELECT imp, src, ${WORDS.join(", ")}, max(ts) AS seen, min(ord) AS first FROM (${rowsSql(slices, (dropped) => `${wordsSql(dropped)}, ts`)})
     GROUP BY ALL`,
  );
  // Facts are grouped by one 64-bit name instead of thirteen texts. Should two combinations share it, another is taken.
  for (const salt of [0, 1, 2, 3]) {
    const name = `hash(${salt}, src, ${WORDS.join(", ")})`;
    await duck.run(
      `CREATE OR REPLACE TEMP TABLE words AS SELECT ${name} AS dim, src, ${WORDS.join(", ")}, min(first) AS first FROM brought GROUP BY ALL`,
    );
    const [found] = await rowsOf<{ all: bigint; names: bigint }>(
      duck,
      `SELECT count(*) AS "all", count(DISTINCT dim) AS names FROM words`,
    );
    if (found && found.all === found.names) return name;
  }
  throw new Error("no hash tells the dimensions apart");
}

/** What is read, and what of it is replaced by other rows. */
type Standing = { slices: Slice[]; lost: Lost };

const weight = "coalesce(requests, 1)";
const known = (column: string, condition: string) =>
  `CASE WHEN count(${column}) > 0 THEN coalesce(sum(${weight}) FILTER (${condition}), 0) END`;

const sums = [
  "count(*) AS rows",
  `count(*) FILTER (coalesce(${TOKEN_CLASSES.join(", ")}) IS NULL) AS unmeasured_rows`,
  "sum(requests) AS requests",
  "count(*) FILTER (requests IS NULL) AS requests_unknown",
  ...[...TOKEN_CLASSES, "reasoning"].map((column) => `sum(${column}) AS ${column}`),
  "sum(cost) AS cost_reported",
  `${known("stream", "stream")} AS streamed`,
  `${known("tool_calls", "tool_calls > 0")} AS with_tool_calls`,
  `${known("webhook", "webhook")} AS from_webhook`,
  ...COUNTERS.filter((name) => name.startsWith("client_")).map(
    (name) => `${known("client", `client = '${name.replace("client_", "")}'`)} AS ${name}`,
  ),
];

const measured = [
  "ts",
  "bucket_seconds",
  "requests",
  ...TOKEN_CLASSES,
  "reasoning",
  "cost",
  "stream",
  "tool_calls",
];

/** Fills `facts`: sums of the standing rows by import, dimension and bucket. A day is never spread over hours. */
export async function gatherFacts(duck: Duck, from: Standing, dimension: string): Promise<void> {
  const client = `${clientClassSql("user_agent")} AS client`;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE facts AS
     SELECT imp, ${dimension} AS dim,
       CASE WHEN bucket_seconds <= 3600 THEN date_trunc('hour', ts) ELSE date_trunc('day', ts)::TIMESTAMP END AS bucket,
       CASE WHEN bucket_seconds <= 3600 THEN 3600 ELSE 86400 END AS seconds,
       cost IS NOT NULL AS reported, ${sums.join(",\n       ")}
     FROM (${standingSql(from.slices, from.lost, (dropped) => `${wordsSql(dropped)}, ${measured.join(", ")}, webhook, ${client}`)})
     GROUP BY ALL`,
  );
}

/** Fills `units`: other units of the standing rows by import, dimension and day. */
export async function gatherUnits(duck: Duck, from: Standing, dimension: string): Promise<void> {
  const columns = (dropped: string[]) => `${wordsSql(dropped)}, ts, unit, quantity`;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE units AS
     SELECT imp, ${dimension} AS dim, ts::DATE AS day, unit, sum(quantity) AS quantity
     FROM (${standingSql(from.slices, from.lost, columns)}) WHERE unit IS NOT NULL AND quantity IS NOT NULL GROUP BY ALL`,
  );
}
