/**
 * What a usage file adds up to, computed from the file alone: plain loops over plain JSON, nothing of Offpeak. Null for a
 * measure that the file never tells of.
 */
export type Sums = {
  rows: number;
  requests: number | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  cost: string | null;
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Row = { [key: string]: Json };

/** Null when the file holds no usage of a kind we know how to add up. */
export function sumsOf(text: string): Sums | null {
  const documents = parse(text);
  if (!documents) return dashboardSums(text);
  const results = documents.flatMap((document) =>
    found(document, (row) => /^organization\.usage\./.test(String(row.object)) && row.object !== "bucket"),
  );
  if (results.length > 0) return openaiSums(results);
  const logs = documents.flatMap((document) =>
    found(
      document,
      (row) => "spend" in row && "prompt_tokens" in row && "completion_tokens" in row && "startTime" in row,
    ),
  );
  return logs.length > 0 ? litellmSums(logs) : null;
}

function openaiSums(rows: Row[]): Sums {
  const total = (of: (row: Row) => number | null) => add(rows.map(of));
  return {
    rows: rows.length,
    requests: total((row) => count(row.num_model_requests)),
    inputTokens: total((row) => {
      const all = count(row.input_tokens);
      if (all === null) return count(row.input_uncached_tokens);
      return all - (count(row.input_cached_tokens) ?? 0) - (count(row.input_cache_write_tokens) ?? 0);
    }),
    cachedInputTokens: total((row) => count(row.input_cached_tokens)),
    cacheWriteTokens: total((row) => count(row.input_cache_write_tokens)),
    outputTokens: total((row) => count(row.output_tokens)),
    cost: null,
  };
}

function litellmSums(rows: Row[]): Sums {
  const total = (of: (row: Row) => number | null) => add(rows.map(of));
  const spend = add(rows.map((row) => (row.cache_hit === "True" ? 0 : count(row.spend))));
  return {
    rows: rows.length,
    requests: rows.length,
    inputTokens: total((row) => count(row.prompt_tokens)),
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: total((row) => count(row.completion_tokens)),
    cost: spend === null ? null : String(spend),
  };
}

/** The dashboard's table: a heading, tabs or commas, a row a bucket and group. */
function dashboardSums(text: string): Sums | null {
  const [heading = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const delimiter = heading.includes("\t") ? "\t" : ",";
  const names = heading.split(delimiter);
  if (!names.includes("num_model_requests") || !names.includes("start_time")) return null;
  const rows = lines
    .filter((line) => line.trim() !== "")
    .map(
      (line): Row =>
        Object.fromEntries(line.split(delimiter).map((cell, index) => [names[index] ?? "", cell])),
    )
    .filter((row) => row.num_model_requests !== "" || row.input_tokens !== "");
  return openaiSums(rows);
}

function found(value: Json, matches: (row: Row) => boolean): Row[] {
  if (Array.isArray(value)) return value.flatMap((item) => found(item, matches));
  if (value === null || typeof value !== "object") return [];
  return matches(value) ? [value] : Object.values(value).flatMap((item) => found(item, matches));
}

function parse(text: string): Json[] | null {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    try {
      return lines.map((line) => JSON.parse(line) as Json);
    } catch {
      return null;
    }
  }
}

function count(value: Json | undefined): number | null {
  if (value === undefined || value === null || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function add(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : null;
}
