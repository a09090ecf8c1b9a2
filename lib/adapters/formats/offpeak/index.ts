import { invalid } from "@/lib/core/errors";
import type { Format, Mapping, Projection, Reader, Sample } from "@/lib/core/format";
import { type Place, Reading } from "../reading";

const REQUIRED = ["timestamp", "provider", "model", "endpoint"];

/** Offpeak's own format, and what the columns of an unknown file are mapped onto. */
export const offpeak: Format = {
  id: "offpeak",
  kind: "usage",
  label: "Offpeak usage (CSV or JSONL)",
  sourceKind: "gateway",
  recognises: (sample) =>
    REQUIRED.every((name) => sample.columns.some((column) => column.toLowerCase() === name)),
  project(sample, { mapping, today }) {
    const find = mapping ? (name: string) => findMapped(sample, mapping, name) : undefined;
    const reading = new Reading({ sample, reader: readerOf(sample), today, ...(find && { find }) });
    if (mapping && !reading.has("timestamp")) throw invalid("Choose the column with the time of the call.");
    return project(reading, mapping !== null);
  },
};

function project(reading: Reading, mapped: boolean): Projection {
  const ts = reading.instant("timestamp", { required: true, ...(mapped && { unix: "too" }) });
  reading.required("provider");
  const tierRaw = reading.text("tier");
  const tier = `CASE WHEN ${tierRaw} IS NULL OR lower(${tierRaw}) IN ('sync', 'standard', 'default') THEN 'sync' WHEN lower(${tierRaw}) IN ('batch', 'flex', 'priority') THEN lower(${tierRaw}) ELSE 'unknown' END`;
  const kind = reading.text("kind");
  if (kind !== "NULL")
    reading.check("unknown-word", reading.label("kind"), {
      when: `lower(${kind}) NOT IN ('endpoint', 'job')`,
      value: kind,
    });
  const requestId = reading.note("request_id");
  const requests = reading.count("requests");
  return reading.finish({
    ts,
    bucket_seconds: `CASE WHEN length(trim(${reading.cell("timestamp")})) = 10 AND NOT regexp_full_match(${reading.cell("timestamp")}, '\\d{10}') THEN 86400 ELSE 3600 END`,
    key: requestId,
    aggregate: "false",
    endpoint: reading.text("endpoint"),
    kind: `lower(${kind})`,
    job: reading.text("job"),
    provider_raw: reading.text("provider"),
    model_raw: reading.text("model"),
    owner: reading.text("owner"),
    team: reading.text("team"),
    cost_center: reading.text("cost_center"),
    project: reading.text("project"),
    api_key: reading.text("api_key"),
    requests: `coalesce(${requests}, 1)`,
    ...tokens(reading, mapped),
    tier,
    tier_raw: tierRaw,
    cost: reading.dollars("cost_usd"),
    status: reading.note("status"),
    ...evidence(reading),
  });
}

function tokens(reading: Reading, mapped: boolean) {
  const cached = reading.count("cached_input_tokens");
  const write5m = reading.count("cache_write_tokens");
  const write1h = reading.count("cache_write_1h_tokens");
  let fresh = reading.count("input_tokens");
  // Only a mapped file may count cached tokens inside its input; Offpeak's own format never does.
  if (mapped && fresh === "NULL" && reading.has("input_tokens_with_cached")) {
    const all = reading.count("input_tokens_with_cached");
    fresh = reading.layer(
      `${all} - coalesce(${cached}, 0) - coalesce(${write5m}, 0) - coalesce(${write1h}, 0)`,
    );
    reading.check("cached-over-input", reading.label("input_tokens_with_cached"), {
      when: `${fresh} < 0`,
      value: reading.cell("input_tokens_with_cached"),
    });
  }
  return {
    fresh_input: fresh,
    cached_input: cached,
    cache_write_5m: write5m,
    cache_write_1h: write1h,
    output: reading.count("output_tokens"),
    reasoning: reading.count("reasoning_tokens"),
  };
}

function evidence(reading: Reading) {
  return {
    stream: reading.flag("stream"),
    tool_calls: reading.count("tool_calls"),
    session_id: reading.note("session_id"),
    user_agent: reading.note("user_agent"),
    latency_ms: reading.count("latency_ms"),
    timeout_ms: reading.count("timeout_ms"),
    webhook: reading.flag("webhook"),
    result_read_at: reading.instant("result_read_at"),
  };
}

function readerOf(sample: Sample): Reader {
  if (sample.shape === "table") return { kind: "table" };
  if (sample.shape === "jsonl") return { kind: "lines" };
  return { kind: sample.text.trimStart().startsWith("[") ? "array" : "documents" };
}

function findMapped(sample: Sample, mapping: Mapping, name: string): Place {
  const column = mapping.columns[name];
  if (column !== undefined) {
    if (sample.shape === "table" && !sample.columns.includes(column))
      throw invalid(`The file has no column "${column}".`, { [name]: "is not in the file" });
    return { column };
  }
  const value = mapping.defaults[name];
  return value === undefined || value === "" ? null : { value };
}
