import { CANONICAL } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { keyScope } from "../model";
import { type Columns, type OpenImport, rankOf, rowsSql, type Slice } from "./open";
import { IS_AGGREGATE, IS_KEYED, IS_KEYLESS } from "./shape";

/** How many rows of each import, by rank, another row replaces. */
export type Lost = Map<number, bigint>;

/** Which days of which source are worked on. */
export type Partitions = Map<number, Set<Day>>;

/** The part of each import that lies in these partitions. */
export function slicesIn(imports: OpenImport[], partitions: Partitions): Slice[] {
  return imports.flatMap((open) => {
    const wanted = partitions.get(open.file.sourceId);
    const days = [...open.days.keys()].filter((day) => wanted?.has(day));
    if (days.length === 0) return [];
    return [{ open, days: days.length === open.days.size ? null : days }];
  });
}

/** The part of each import that lies outside of them. */
function slicesOutside(imports: OpenImport[], partitions: Partitions): Slice[] {
  return imports.flatMap((open) => {
    const taken = partitions.get(open.file.sourceId);
    const days = [...open.days.keys()].filter((day) => !taken?.has(day));
    if (days.length === 0) return [];
    return [{ open, days: days.length === open.days.size ? null : days }];
  });
}

/** Partitions in which other imports hold keys that `changed` holds too: a key may have moved to another day. */
export async function partitionsSharingKeys(
  duck: Duck,
  changed: OpenImport,
  others: OpenImport[],
): Promise<{ source: number; day: Day }[]> {
  const rivals = others.filter(
    (open) => open !== changed && keyScope(open.file) === keyScope(changed.file) && open.shape.keyed > 0n,
  );
  if (changed.shape.keyed === 0n || rivals.length === 0) return [];
  const keyed = `hash(key) AS h, ts::DATE AS day, ${IS_KEYED} AS keyed`;
  const all = (imports: OpenImport[]) =>
    rowsSql(
      imports.map((open) => ({ open, days: null })),
      () => keyed,
    );
  return rowsOf(
    duck,
    `SELECT DISTINCT src AS source, day::VARCHAR AS day FROM (${all(rivals)})
     WHERE keyed AND h IN (SELECT h FROM (${all([changed])}) WHERE keyed)`,
  );
}

/**
 * Fills the table `lost (ord)` with the rows of these partitions that another row replaces.
 * `imports` are the representatives of all that stands, also those outside of the partitions.
 */
export async function markLost(
  duck: Duck,
  input: { imports: OpenImport[]; partitions: Partitions; alone: OpenImport | null },
): Promise<Lost> {
  await duck.run("CREATE OR REPLACE TEMP TABLE lost (ord BIGINT)");
  const inside = slicesIn(input.imports, input.partitions);
  for (const scope of new Set(inside.map(({ open }) => keyScope(open.file)))) {
    const keyed = inside.filter(({ open }) => keyScope(open.file) === scope && open.shape.keyed > 0n);
    if (keyed.length === 0) continue;
    // What shares a key with the changed import is inside already, so when it is alone nothing outside can matter.
    const isAlone = keyed.every(({ open }) => open === input.alone);
    const rivals = input.imports.filter((open) => keyScope(open.file) === scope && open.shape.keyed > 0n);
    await loseKeyed(duck, keyed, isAlone ? [] : slicesOutside(rivals, input.partitions));
  }
  for (const source of new Set(inside.map(({ open }) => open.file.sourceId))) {
    const slices = inside.filter(({ open }) => open.file.sourceId === source);
    await loseKeyless(
      duck,
      slices.filter(({ open }) => open.shape.keyless > 0n),
    );
    await loseAggregates(
      duck,
      slices.filter(({ open }) => open.shape.aggregated > 0n),
    );
  }
  const counts = await rowsOf<{ imp: number; n: bigint }>(
    duck,
    `SELECT ${rankOf("ord")} AS imp, count(*) AS n FROM lost GROUP BY ALL`,
  );
  return new Map(counts.map(({ imp, n }) => [imp, n]));
}

/** Rows that stand: imports that lost nothing are read as they are, imports that lost everything not at all. */
export function standingSql(slices: Slice[], lost: Lost, columns: Columns): string {
  const whole = slices.filter(({ open }) => !lost.has(open.rank));
  const partly = slices.filter(
    (slice) => lost.has(slice.open.rank) && lost.get(slice.open.rank) !== sizeOf(slice),
  );
  const rows = rowsSql(whole, columns);
  if (partly.length === 0) return rows;
  return `${rows} UNION ALL SELECT * FROM (${rowsSql(partly, columns)}) WHERE ord NOT IN (SELECT ord FROM lost)`;
}

function sizeOf({ open, days }: Slice): bigint {
  return [...open.days].reduce((sum, [day, rows]) => (!days || days.includes(day) ? sum + rows : sum), 0n);
}

/**
 * The later captured row of a key wins; within a file the later row. Keys are compared by a 64-bit hash first: ten
 * million texts would not fit into the worker's memory, their hashes do. Where a hash repeats, a second hash of the
 * text, shifted so that it is independent of the first, must agree too.
 */
async function loseKeyed(duck: Duck, inside: Slice[], outside: Slice[]): Promise<void> {
  const rows = (slices: Slice[], list: string) =>
    `SELECT * FROM (${rowsSql(slices, () => `${list}, hash(key) AS h, ${IS_KEYED} AS keyed`)}) WHERE keyed`;
  const mine = rows(inside, "NULL");
  const theirs =
    outside.length > 0 ? ` UNION ALL (${rows(outside, "NULL")} AND h IN (SELECT h FROM (${mine})))` : "";
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS SELECT h FROM (${mine}${theirs}) GROUP BY h HAVING count(*) > 1`,
  );
  const [found] = await rowsOf<{ n: bigint }>(duck, "SELECT count(*) AS n FROM repeated");
  if (found && found.n > 0n) {
    await duck.run(
      `CREATE OR REPLACE TEMP TABLE winners AS SELECT max(ord) AS winner
       FROM (${rows([...inside, ...outside], "hash('#' || key) AS digest")} AND h IN (SELECT h FROM repeated))
       GROUP BY h, digest`,
    );
    await duck.run(
      `INSERT INTO lost SELECT ord FROM (${mine})
       WHERE h IN (SELECT h FROM repeated) AND ord NOT IN (SELECT winner FROM winners)`,
    );
  }
  await duck.run("DROP TABLE IF EXISTS repeated; DROP TABLE IF EXISTS winners");
}

const CONTENT = Object.keys(CANONICAL).filter((name) => !name.startsWith("problem"));

/** The same row k times in one import and m times in another stands max(k, m) times; the earlier keeps its own. */
async function loseKeyless(duck: Duck, slices: Slice[]): Promise<void> {
  const overlapping = sharedDays(slices);
  if (overlapping.length === 0) return;
  const rows = (list: string) =>
    `SELECT * FROM (${rowsSql(overlapping, () => `${list}, ${IS_KEYLESS} AS keyless`)}) WHERE keyless`;
  const hashed = `hash(${CONTENT.join(", ")}) AS h`;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS
     SELECT h FROM (${rows(hashed)}) GROUP BY h HAVING min(imp) <> max(imp)`,
  );
  // The digest of all columns stands for them: two rows that differ share it never.
  const digest = `md5_number(to_json([${CONTENT.map((name) => `${name}::VARCHAR`).join(", ")}])::VARCHAR) AS content`;
  await duck.run(
    `INSERT INTO lost SELECT ord FROM (
       SELECT ord, row_number() OVER (PARTITION BY content, occurrence ORDER BY imp) AS place FROM (
         SELECT ord, imp, content, row_number() OVER (PARTITION BY imp, content ORDER BY ord) AS occurrence
         FROM (SELECT ord, imp, content FROM (${rows(`${hashed}, ${digest}`)}) WHERE h IN (SELECT h FROM repeated))))
     WHERE place > 1`,
  );
  await duck.run("DROP TABLE repeated");
}

/** The slices cut down to days on which more than one import has rows. */
function sharedDays(slices: Slice[]): Slice[] {
  const daysOf = ({ open, days }: Slice) => days ?? [...open.days.keys()];
  const count = new Map<Day, number>();
  for (const slice of slices) for (const day of daysOf(slice)) count.set(day, (count.get(day) ?? 0) + 1);
  return slices.flatMap((slice) => {
    const days = daysOf(slice).filter((day) => (count.get(day) ?? 0) > 1);
    if (days.length === 0) return [];
    return [{ open: slice.open, days: days.length === slice.open.days.size ? null : days }];
  });
}

/** Per report and day the grouping of the latest import replaces every other; within it the later captured group wins. */
async function loseAggregates(duck: Duck, slices: Slice[]): Promise<void> {
  if (slices.length === 0) return;
  const signatures = slices.flatMap(({ open }) =>
    open.shape.groupings.map(
      ({ path, signature }) => `(${open.rank}, ${literal(path)}, ${literal(signature)})`,
    ),
  );
  const rows = rowsSql(
    slices,
    () => `coalesce(path, '') AS path, ts, bucket_seconds, key, ${IS_AGGREGATE} AS aggregated`,
  );
  await duck.run(
    `INSERT INTO lost
     WITH groupings (imp, path, signature) AS (VALUES ${signatures.join(", ")}),
     signed AS (
       SELECT r.*, signature FROM (${rows}) r JOIN groupings g ON g.imp = r.imp AND g.path = r.path WHERE aggregated
     )
     SELECT ord FROM (
       SELECT ord, signature <> arg_max(signature, imp) OVER (PARTITION BY path, ts::DATE) AS regrouped,
         row_number() OVER (PARTITION BY path, signature, ts, bucket_seconds, key ORDER BY ord DESC) AS place
       FROM signed)
     WHERE regrouped OR place > 1`,
  );
}
