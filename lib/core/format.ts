import type { Day } from "./period";
import type { SourceKind } from "./values";

/**
 * The columns that every usage format projects a file onto, one row of the file each.
 * The four token classes never overlap: fresh input excludes cached and cache writes; output includes reasoning.
 * A column that the file does not know is NULL, never 0.
 */
export const CANONICAL = {
  ts: "TIMESTAMP", // the instant of the call, or the start of its bucket; UTC
  bucket_seconds: "INTEGER", // 3600 where the source knows the hour, 86400 where it knows only the day
  key: "VARCHAR", // request, generation or observation id; for aggregates the group within its bucket; NULL = keyless
  aggregate: "BOOLEAN", // true: the key names a bucket and group; another grouping replaces the day whole
  path: "VARCHAR", // aggregates: which of the source's reports this is
  grouped: "INTEGER", // aggregates: bit mask of the grouping columns that are set in this row
  endpoint: "VARCHAR",
  kind: "VARCHAR",
  job: "VARCHAR",
  provider_raw: "VARCHAR",
  model_raw: "VARCHAR",
  owner: "VARCHAR",
  team: "VARCHAR",
  cost_center: "VARCHAR",
  project: "VARCHAR",
  api_key: "VARCHAR",
  tags: "VARCHAR", // JSON array of "name:value" strings, sorted
  requests: "BIGINT",
  fresh_input: "BIGINT",
  cached_input: "BIGINT",
  cache_write_5m: "BIGINT",
  cache_write_1h: "BIGINT",
  cache_write_other: "BIGINT",
  output: "BIGINT",
  reasoning: "BIGINT",
  unit: "VARCHAR", // another unit beside the tokens: images, seconds, searches
  quantity: "DECIMAL(30,6)",
  tier: "VARCHAR",
  tier_raw: "VARCHAR",
  cost: "BIGINT", // as reported, picodollars
  status: "VARCHAR",
  stream: "BOOLEAN",
  tool_calls: "INTEGER",
  session_id: "VARCHAR",
  user_agent: "VARCHAR",
  latency_ms: "BIGINT",
  timeout_ms: "BIGINT",
  webhook: "BOOLEAN",
  result_read_at: "TIMESTAMP",
  provider_batch: "VARCHAR", // the provider's own batch id, where the row tells of one
  problem: "VARCHAR", // code of what is wrong; NULL = accepted
  problem_column: "VARCHAR", // the file's own column heading
  problem_value: "VARCHAR", // the cell, at most 200 characters
} as const;

export type CanonicalColumn = keyof typeof CANONICAL;

/** A name with more values than this in one import is a run id, not a name. */
export const MOST_NAMES = 1000;

/** What a format sees of a file before it is read: its beginning, unpacked and decoded. */
export type Sample = {
  filename: string;
  /** At most the first 256 KB, BOM removed. */
  text: string;
  /** json: one document. jsonl: an object a line. table: a delimiter and a heading line. */
  shape: "json" | "jsonl" | "table" | "unknown";
  /** table: the heading cells; jsonl: the keys of the first objects; json: the top-level keys. */
  columns: string[];
  delimiter: string | null;
  /** Whether any byte of the whole file is NUL. */
  nulBytes: boolean;
};

/**
 * Where the records of a file are.
 * table: a heading and rows · lines: a JSON object a line · array: one JSON array of objects · documents: JSON objects one
 * after another · nested: arrays of objects inside arrays inside documents (pages of buckets of results).
 */
export type Reader =
  | { kind: "table" | "lines" | "array" | "documents" }
  | { kind: "nested"; outer: string[]; inner: string; parent: string[] };

/** A record that must not enter the ledger: why, and which cell says so. `when` and `value` are SQL over the layers. */
export type Check = { when: string; code: string; column: string; value: string };

/** How DuckDB turns the records of a file into canonical rows. Nothing of it runs per row in JavaScript. */
export type Projection = {
  reader: Reader;
  /** Columns of the file that are read, as text; SQL sees them as r0, r1 … in this order. */
  reads: string[];
  /** Named expressions, computed once a row; each layer sees the raw columns and the layers before it. */
  layers: Record<string, string>[];
  /** One expression per canonical column that the format knows. */
  columns: Partial<Record<CanonicalColumn, string>>;
  /** The first that holds is the row's problem. */
  checks: Check[];
  /** True for a record that tells of no usage at all (a day without calls): neither accepted nor rejected. */
  ignore: string | null;
  /** Which of several candidate names the row's endpoint came from; null when the format has but one. */
  endpointFrom: string | null;
};

export type ProjectOptions = {
  mapping: Mapping | null;
  /** Today in UTC: rows after tomorrow are a problem. */
  today: Day;
  /** Names that turned out to be run ids (too many values in this import): taken for no name. */
  notNames: string[];
};

export type Mapping = {
  /** canonical name of the offpeak format → column of the file */
  columns: Record<string, string>;
  /** canonical name → the value for every row */
  defaults: Record<string, string>;
};

export type Format = {
  id: string;
  kind: "usage" | "invoice";
  label: string;
  sourceKind: SourceKind;
  recognises(sample: Sample): boolean;
  /** Throws `refused` when the file is of this format but cannot be read: a needed column is missing or stands twice. */
  project(sample: Sample, options: ProjectOptions): Projection;
};

export type FormatRegistry = {
  list(): Format[];
  get(id: string): Format | null;
  /** Why a file that looks like one we know is no usage, or null. */
  refusal(sample: Sample): string | null;
};

/** `line` is the physical line in the file; null when the problem is the file itself. */
export type Problem = { line: number | null; column: string | null; code: string; message: string };
