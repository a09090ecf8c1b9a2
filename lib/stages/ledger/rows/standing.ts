import { CANONICAL } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { keyScope } from "../model";
import { type OpenImport, rowsSql, type Slice } from "./open";
import { IS_AGGREGATE, IS_KEYED, IS_KEYLESS } from "./shape";

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
): Promise<void> {
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
}

/** True when `markLost` found none. */
export async function nothingLost(duck: Duck): Promise<boolean> {
  const [found] = await rowsOf<{ n: bigint }>(duck, "SELECT count(*) AS n FROM lost");
  return found?.n === 0n;
}

/**
 * The later captured row of a key wins; within a file the later row. Keys are compared by hash first: ten million
 * texts would not fit into the worker's memory, their hashes do. Only rows whose hash repeats are read with their text.
 */
async function loseKeyed(duck: Duck, inside: Slice[], outside: Slice[]): Promise<void> {
  const rows = (slices: Slice[], list: string) =>
    `SELECT * FROM (${rowsSql(slices, () => `${list}, ${IS_KEYED} AS keyed`)}) WHERE keyed`;
  const hashes = `SELECT h FROM (${rows(inside, "hash(key) AS h")})`;
  const rivals =
    outside.length === 0
      ? ""
      : ` UNION ALL SELECT h FROM (${rows(outside, "hash(key) AS h")}) WHERE h IN (${hashes})`;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS SELECT h FROM (${hashes}${rivals}) GROUP BY h HAVING count(*) > 1`,
  );
  const [found] = await rowsOf<{ n: bigint }>(duck, "SELECT count(*) AS n FROM repeated");
  if (found?.n !== 0n) {
    const sides = [rows(inside, "key, hash(key) AS h, true AS mine")];
    if (outside.length > 0) sides.push(rows(outside, "key, hash(key) AS h, false AS mine"));
    await duck.run(
      `CREATE OR REPLACE TEMP TABLE rivals AS
       SELECT ord, key, mine FROM (${sides.join(" UNION ALL ")}) WHERE h IN (SELECT h FROM repeated)`,
    );
    await duck.run(
      `INSERT INTO lost SELECT ord FROM rivals JOIN (SELECT key, max(ord) AS winner FROM rivals GROUP BY key) USING (key)
       WHERE mine AND ord <> winner`,
    );
    await duck.run("DROP TABLE rivals");
  }
  await duck.run("DROP TABLE repeated");
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
