import type { Check, Projection } from "@/lib/core/format";
import { literal } from "@/lib/platform/duckdb";

/** One file as DuckDB is to read it. */
export type Source = {
  path: string;
  gzip: boolean;
  delimiter: string | null;
  /** Lines before the first record of a table. */
  skip: number;
  columns: string[];
  /** False after the strict reader gave up on mixed line ends. */
  strict: boolean;
};

/** A record longer than this is a problem of its own. */
export const LONGEST_RECORD = 8_000_000;
const LARGEST_DOCUMENT = 100_000_000;

export const REJECTS = "rejected_records";

const NULLS = ["", "NULL", "null", "Null", "None", "\\N"];
const LINE = "line";

type Records = { sql: string; checks: Check[]; ignore: string | null; raw: string };

/** SELECT of the raw cells r0, r1 … as text, one row a record, in file order. */
export function recordsSql(projection: Projection, source: Source): Records {
  const { reader, reads } = projection;
  if (reader.kind === "table") return tableSql(reads, source);
  if (reader.kind === "nested") {
    const outer = reader.outer.map((path) => bucketsSql(source, path)).join(" UNION ALL ");
    const inner = `SELECT bucket, unnest(json_extract(bucket, ${literal(reader.inner)})) AS ${LINE} FROM (${outer})`;
    const parent = structOf("bucket", reader.parent);
    const own = structOf(LINE, reads);
    const cells = reads.map((name, index) => {
      const at = reader.parent.indexOf(name);
      return `${cell(at >= 0 ? "p" : "j", name)} AS r${index}`;
    });
    const merged = `CAST(json_merge_patch(to_json(p), TRY_CAST(${LINE} AS JSON)) AS VARCHAR)`;
    return objects(`SELECT *, ${parent} AS p, ${own} AS j FROM (${inner})`, cells, merged);
  }
  const cells = reads.map((name, index) => `${cell("j", name)} AS r${index}`);
  const lines = reader.kind === "lines" ? linesSql(source) : documentsSql(source, reader.kind);
  return objects(`SELECT *, ${structOf(LINE, reads)} AS j FROM (${lines})`, cells);
}

function tableSql(reads: string[], source: Source): Records {
  const columns = source.columns.map((_, index) => `'c${index}': 'VARCHAR'`);
  const options = [
    ...csvOptions(source),
    `columns = {${columns.join(", ")}}`,
    `delim = ${literal(source.delimiter ?? ",")}`,
    `quote = '"', escape = '"'`,
    `nullstr = [${NULLS.map(literal).join(", ")}]`,
    `skip = ${source.skip}, strict_mode = ${source.strict}`,
  ];
  const cells = reads.map((name, index) => `c${source.columns.indexOf(name)} AS r${index}`);
  const list = cells.length ? cells.join(", ") : "1";
  return {
    sql: `SELECT ${list} FROM read_csv(${options.join(", ")})`,
    checks: [],
    ignore: null,
    raw: "CAST(NULL AS VARCHAR)",
  };
}

/** JSON lines go by the table reader with one column: it rejects bad bytes and endless lines one by one. */
function linesSql(source: Source): string {
  const options = [
    ...csvOptions(source),
    `columns = {'${LINE}': 'VARCHAR'}`,
    "delim = chr(1), quote = '', escape = ''",
    "strict_mode = false",
  ];
  return `SELECT ${LINE} FROM read_csv(${options.join(", ")})`;
}

function csvOptions(source: Source): string[] {
  return [
    literal(source.path),
    "auto_detect = false, header = false",
    `compression = '${source.gzip ? "gzip" : "none"}'`,
    `max_line_size = ${LONGEST_RECORD}, buffer_size = 32000000`,
    `store_rejects = true, rejects_limit = 0, rejects_table = '${REJECTS}', rejects_scan = '${REJECTS}_scan'`,
  ];
}

function documentsSql(source: Source, kind: "array" | "documents"): string {
  const format = kind === "array" ? "array" : "unstructured";
  const size = kind === "array" ? LONGEST_RECORD * 2 : LARGEST_DOCUMENT;
  return `SELECT CAST(json AS VARCHAR) AS ${LINE} FROM read_json_objects(${literal(source.path)}, format = '${format}', compression = '${source.gzip ? "gzip" : "uncompressed"}', maximum_object_size = ${size})`;
}

function bucketsSql(source: Source, path: string): string {
  return `SELECT unnest(json_extract(${LINE}, ${literal(path)})) AS bucket FROM (${documentsSql(source, "documents")})`;
}

function objects(from: string, cells: string[], raw: string = LINE): Records {
  const blank = `${LINE} IS NULL OR trim(${LINE}) = ''`;
  return {
    sql: `SELECT *, ${cells.length ? cells.join(", ") : "1"} FROM (${from})`,
    checks: [
      {
        code: "not-json",
        column: "",
        when: `NOT (${blank}) AND (j IS NULL OR NOT starts_with(ltrim(${LINE}), '{'))`,
        value: LINE,
      },
    ],
    ignore: blank,
    raw: `left(${raw}, 100000)`,
  };
}

function structOf(json: string, keys: string[]): string {
  if (!keys.length) return `TRY(CAST(${json} AS JSON))`;
  const shape = JSON.stringify(Object.fromEntries(keys.map((key) => [key, "VARCHAR"])));
  return `TRY(from_json(${json}, ${literal(shape)}))`;
}

function cell(struct: string, name: string): string {
  const text = `struct_extract(${struct}, ${literal(name)})`;
  return `CASE WHEN ${text} NOT IN (${NULLS.map(literal).join(", ")}) THEN ${text} END`;
}
