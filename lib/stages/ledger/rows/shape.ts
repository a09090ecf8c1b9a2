import { MOST_NAMES } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { type OpenImport, rowsSql, type Shape } from "./open";

/** A tag with more values than this is a run id, not a word to group by. */
export const MOST_TAG_VALUES = MOST_NAMES;
/** An import with more tag names than this puts ids into the names. */
const MOST_TAG_NAMES = 1000;
/** Stands in `droppedTags` for all names. */
export const EVERY_TAG = "*";
// DuckDB's distinct estimate is off by about 13 %: outside of these it decides, between them rows are counted.
const SURELY_FEW = 300;
const SURELY_MANY = 3000;

export const IS_AGGREGATE = "(aggregate IS TRUE AND key IS NOT NULL)";
export const IS_KEYED = "(aggregate IS NOT TRUE AND key IS NOT NULL)";
export const IS_KEYLESS = "key IS NULL";

/** Name of a "name:value" tag; a tag without a colon is a value of the empty name. */
export const tagName = (tag: string) =>
  `CASE WHEN contains(${tag}, ':') THEN split_part(${tag}, ':', 1) ELSE '' END`;
const tagList = `CASE WHEN json_valid(tags) THEN from_json(tags, '["VARCHAR"]') ELSE [tags] END`;

/** The row's tags without the names that are dropped, as a JSON array; null when none is left. */
export function keptTags(dropped: string[]): string {
  if (dropped.includes(EVERY_TAG)) return "NULL::VARCHAR";
  if (dropped.length === 0) return "nullif(tags, '[]')";
  const names = `[${dropped.map(literal).join(", ")}]`;
  const kept = `list_filter(${tagList}, lambda tag: NOT list_contains(${names}, ${tagName("tag")}))`;
  return `CASE WHEN tags IS NULL THEN NULL ELSE nullif(to_json(${kept})::VARCHAR, '[]') END`;
}

type DayRow = { day: Day; n: bigint; keyless: bigint; aggregated: bigint; tagged: bigint };

/** Reads an import once: what kinds of rows it has, on which days, and which of its tags are ids. */
export async function readShape(
  duck: Duck,
  open: OpenImport,
): Promise<{ shape: Shape; days: Map<Day, bigint> }> {
  const rows = (list: string) => rowsSql([{ open, days: null }], () => list);
  // Ten million keys are not unpacked to learn that none is missing.
  const keyless = (await everyRowHasKey(duck, open)) ? "false" : IS_KEYLESS;
  const days = await rowsOf<DayRow>(
    duck,
    `SELECT day::VARCHAR AS day, count(*) AS n, count(*) FILTER (keyless) AS keyless,
       count(*) FILTER (aggregated AND NOT keyless) AS aggregated, count(tags) AS tagged
     FROM (${rows(`ts::DATE AS day, ${keyless} AS keyless, coalesce(aggregate, false) AS aggregated, tags`)})
     GROUP BY day ORDER BY day`,
  );
  const sum = (of: (day: DayRow) => bigint) => days.reduce((total, day) => total + of(day), 0n);
  const counts = { keyless: sum((day) => day.keyless), aggregated: sum((day) => day.aggregated) };
  const tagged = sum((day) => day.tagged) > 0n;
  const grouping = rows(`path, grouped, bucket_seconds, ${IS_AGGREGATE} AS agg`);
  return {
    days: new Map(days.map((day) => [day.day, day.n])),
    shape: {
      ...counts,
      keyed: sum((day) => day.n) - counts.keyless - counts.aggregated,
      droppedTags: tagged ? await tagsToDrop(duck, rows("tags")) : [],
      groupings: counts.aggregated > 0n ? await groupingsOf(duck, grouping) : [],
    },
  };
}

/** By the statistics of the files; false also means: not known. */
async function everyRowHasKey(duck: Duck, { parts }: OpenImport): Promise<boolean> {
  if (parts.length === 0) return true;
  const [found] = await rowsOf<{ every: boolean | null }>(
    duck,
    `SELECT bool_and(coalesce(stats_null_count = 0, false)) AS "every"
     FROM parquet_metadata([${parts.map(literal).join(", ")}]) WHERE path_in_schema = 'key'`,
  );
  return found?.every === true;
}

/** Which columns a report is grouped by, seen over the whole import: one day may have none of them set. */
function groupingsOf(duck: Duck, rows: string): Promise<Shape["groupings"]> {
  return rowsOf(
    duck,
    `SELECT coalesce(path, '') AS path,
       coalesce(bit_or(grouped), 0)::VARCHAR || '/' || coalesce(bit_or(bucket_seconds), 0)::VARCHAR AS signature
     FROM (${rows}) WHERE agg GROUP BY 1 ORDER BY 1`,
  );
}

async function tagsToDrop(duck: Duck, rows: string): Promise<string[]> {
  if ((await estimate(duck, rows, "tags")) < SURELY_FEW) return [];
  const tags = `SELECT unnest(${tagList}) AS tag FROM (${rows}) WHERE tags IS NOT NULL`;
  const named = `SELECT ${tagName("tag")} AS name, tag FROM (${tags})`;
  const names = await estimate(duck, named, "name");
  if (names > SURELY_MANY) return [EVERY_TAG];
  const estimates = await rowsOf<{ name: string; n: bigint }>(
    duck,
    `SELECT name, approx_count_distinct(tag) AS n FROM (${named}) GROUP BY name ORDER BY name`,
  );
  if (estimates.length > MOST_TAG_NAMES) return [EVERY_TAG];
  const unsure = estimates
    .filter(({ n }) => n >= SURELY_FEW && n <= SURELY_MANY)
    .map(({ name }) => literal(name));
  const counted =
    unsure.length === 0
      ? []
      : await rowsOf<{ name: string }>(
          duck,
          `SELECT name FROM (${named}) WHERE name IN (${unsure.join(", ")})
           GROUP BY name HAVING count(DISTINCT tag) > ${MOST_TAG_VALUES}`,
        );
  const many = estimates.filter(({ n }) => n > SURELY_MANY);
  return [...many, ...counted].map(({ name }) => name).sort();
}

async function estimate(duck: Duck, rows: string, column: string): Promise<number> {
  const [found] = await rowsOf<{ n: bigint }>(
    duck,
    `SELECT approx_count_distinct(${column}) AS n FROM (${rows})`,
  );
  return Number(found?.n ?? 0n);
}
