import { refused } from "@/lib/core/errors";
import type { Format, Projection, ProjectOptions, Reader, Sample } from "@/lib/core/format";
import { Reading } from "../reading";
import { names } from "./names";
import { tokens } from "./tokens";

const MARKS = ["spend", "prompt_tokens", "completion_tokens"];
const ALSO = ["startTime", "request_id", "call_type", "request_tags", "model_group", "api_key"];

/** LiteLLM's LiteLLM_SpendLogs: the answer of /spend/logs, JSON lines, or a table from SQL. One row is one call. */
export const litellm: Format = {
  id: "litellm",
  kind: "usage",
  label: "LiteLLM spend logs",
  sourceKind: "gateway",
  recognises(sample) {
    const has = (name: string) =>
      sample.columns.some((column) => column.toLowerCase() === name.toLowerCase());
    // The daily tables have days and counts instead of calls: their columns are chosen by hand.
    return MARKS.every(has) && ALSO.some(has) && (has("startTime") || !has("api_requests"));
  },
  project(sample, options) {
    const reading = new Reading({ sample, reader: readerOf(sample), today: options.today });
    if (!reading.heading("startTime"))
      throw refused(
        reading.heading("model")
          ? "This LiteLLM log has no startTime, so its calls belong to no day."
          : "This LiteLLM log has neither a time (startTime) nor a model, so its calls belong to no day and have no price.",
      );
    return project(reading, options);
  },
};

function project(reading: Reading, options: ProjectOptions): Projection {
  const ts = reading.instant("startTime", { required: true });
  const callType = reading.cell("call_type");
  const isBatch = reading.layer(
    `coalesce(ends_with(${callType}, '_batch') OR ${callType} = 'aretrieve_batch', false)`,
  );
  const batch = reading.layer(providerBatch(reading, isBatch));
  const word = names(reading, options.notNames);
  const ownCache = `coalesce(lower(${reading.cell("cache_hit")}) = 'true', false)`;
  return reading.finish(
    {
      ts,
      bucket_seconds: "3600",
      // Older versions log a batch's cost at every poll, under a new request id: the batch id makes them one.
      key: `CASE WHEN ${batch} IS NOT NULL AND ends_with(${callType}, 'retrieve_batch') THEN 'batch:' || ${batch} ELSE ${reading.cell("request_id")} END`,
      aggregate: "false",
      endpoint: word.endpoint,
      provider_raw: reading.text("custom_llm_provider"),
      model_raw: reading.text("model"),
      owner: word.owner,
      team: word.team,
      cost_center: word.costCenter,
      api_key: reading.text("api_key"),
      tags: word.tags,
      requests: "1",
      ...tokens(reading),
      tier: `CASE WHEN ${isBatch} THEN 'batch' ELSE 'sync' END`,
      tier_raw: reading.text("call_type"),
      // LiteLLM's own cache answered: the provider was not called.
      cost: `CASE WHEN ${ownCache} THEN 0 ELSE ${reading.dollars("spend")} END`,
      status: reading.note("status"),
      session_id: reading.note("session_id"),
      user_agent: word.userAgent,
      latency_ms: latency(reading, ts),
      provider_batch: batch,
    },
    { endpointFrom: word.from },
  );
}

function providerBatch(reading: Reading, isBatch: string): string {
  const id = reading.cell("request_id");
  const named = `json_extract_string(TRY_CAST(${reading.cell("metadata")} AS JSON), '$.batch_id')`;
  const answered = `json_extract_string(TRY_CAST(${reading.cell("response")} AS JSON), '$.id')`;
  return (
    `CASE WHEN NOT ${isBatch} THEN NULL ELSE coalesce(${named}, ` +
    `CASE WHEN ends_with(${id}, '_batch_cost') THEN left(${id}, -11) WHEN starts_with(${id}, 'batch_') THEN ${id} END, ` +
    `CASE WHEN starts_with(${answered}, 'batch_') THEN ${answered} END) END`
  );
}

function latency(reading: Reading, ts: string): string {
  const stated = reading.count("request_duration_ms");
  const end = reading.instant("endTime");
  if (stated === "NULL" && end === "NULL") return "NULL";
  if (end === "NULL") return stated;
  return `coalesce(${stated}, CASE WHEN ${end} >= ${ts} THEN epoch_ms(${end}) - epoch_ms(${ts}) END)`;
}

function readerOf(sample: Sample): Reader {
  if (sample.shape === "table") return { kind: "table" };
  if (sample.shape === "jsonl") return { kind: "lines" };
  return { kind: sample.text.trimStart().startsWith("[") ? "array" : "documents" };
}
