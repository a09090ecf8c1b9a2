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
};

/** How DuckDB reads a file of this format. `records` yields one row per record with the raw columns that `select` reads. */
export type Projection = {
  /** json: the path of the record array, e.g. `data[*].results[*]`; table and jsonl need none. */
  reader: "table" | "jsonl" | "json-array" | "json-pages";
  /** SELECT list: one expression per canonical column that the format knows, over the raw columns of the reader. */
  columns: Partial<Record<CanonicalColumn, string>>;
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
  project(sample: Sample, mapping: Mapping | null): Projection;
};

export type FormatRegistry = {
  list(): Format[];
  get(id: string): Format | null;
};

export type Problem = { line: number; column: string | null; code: string; message: string };
