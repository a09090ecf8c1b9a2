import type { Mapping } from "@/lib/core/format";

/** What a column of an unknown file can be: Offpeak's own names, with the words that other exports use for them. */
export const TARGETS: { name: string; label: string; words: string[]; hint?: string }[] = [
  {
    name: "timestamp",
    label: "Time",
    words: [
      "time",
      "date",
      "datetime",
      "created_at",
      "createdat",
      "created",
      "start_time",
      "started_at",
      "starttime",
      "request_created_at",
      "day",
      "bucket",
    ],
  },
  {
    name: "provider",
    label: "Provider",
    words: ["vendor", "provider_name", "custom_llm_provider", "ai_org", "system"],
  },
  {
    name: "model",
    label: "Model",
    words: [
      "model_name",
      "model_id",
      "response_model",
      "request_model",
      "ai_model",
      "model_permaslug",
      "provided_model_name",
    ],
  },
  {
    name: "endpoint",
    label: "Endpoint",
    words: [
      "feature",
      "route",
      "service",
      "app",
      "app_name",
      "application",
      "task",
      "taskname",
      "trace_name",
      "name",
      "use_case",
      "workload",
    ],
  },
  { name: "job", label: "Job", words: ["job_name", "jobname"] },
  { name: "owner", label: "Owner", words: ["owner_email", "user_email", "email"] },
  { name: "team", label: "Team", words: ["team_id", "team_name", "group", "squad"] },
  { name: "cost_center", label: "Cost center", words: ["costcenter", "cost_centre", "department"] },
  { name: "project", label: "Project", words: ["project_id", "project_name", "workspace", "workspace_id"] },
  { name: "api_key", label: "API key", words: ["api_key_id", "api_key_name", "key_alias", "key_name"] },
  { name: "request_id", label: "Request id", words: ["id", "generation_id", "trace_id", "response_id"] },
  {
    name: "requests",
    label: "Requests",
    words: ["num_requests", "num_model_requests", "request_count", "api_requests", "calls", "count"],
  },
  {
    name: "input_tokens",
    label: "Tokens in",
    words: ["uncached_input_tokens", "input_uncached_tokens"],
    hint: "without cached",
  },
  {
    name: "input_tokens_with_cached",
    label: "Tokens in, with cached",
    words: ["prompt_tokens", "tokens_in", "tokens_prompt", "input"],
    hint: "cached tokens are inside",
  },
  {
    name: "cached_input_tokens",
    label: "Cache hits",
    words: [
      "cached_tokens",
      "cache_read_input_tokens",
      "input_cached_tokens",
      "tokens_cached",
      "prompt_cache_read_tokens",
    ],
  },
  {
    name: "cache_write_tokens",
    label: "Cache writes",
    words: ["cache_creation_input_tokens", "prompt_cache_write_tokens"],
  },
  { name: "cache_write_1h_tokens", label: "Cache writes, 1 h", words: [] },
  {
    name: "output_tokens",
    label: "Tokens out",
    words: ["completion_tokens", "tokens_out", "tokens_completion", "output"],
  },
  { name: "reasoning_tokens", label: "Of which reasoning", words: ["tokens_reasoning"] },
  { name: "tier", label: "Sync or batch", words: ["service_tier"] },
  {
    name: "cost_usd",
    label: "Cost in dollars",
    words: ["cost", "spend", "total_cost", "cost_total", "costusd", "usd", "amount"],
  },
  { name: "status", label: "Status", words: ["response_status", "status_code"] },
  { name: "stream", label: "Streamed", words: ["streamed", "is_stream", "streaming"] },
  { name: "tool_calls", label: "Tool calls", words: [] },
  { name: "session_id", label: "Session", words: ["conversation_id", "thread_id"] },
  { name: "user_agent", label: "User agent", words: [] },
  {
    name: "latency_ms",
    label: "Latency, ms",
    words: ["duration_ms", "generation_time_ms", "request_duration_ms"],
  },
  { name: "timeout_ms", label: "Timeout, ms", words: [] },
  { name: "webhook", label: "Answers a webhook", words: [] },
  { name: "result_read_at", label: "Result read at", words: [] },
  { name: "kind", label: "Endpoint or job", words: [] },
];

/** Names that may be mapped; the provider may also stand for the whole file. */
export const TARGET_NAMES = new Set(TARGETS.map(({ name }) => name));

export const labelOfTarget = (name: string) => TARGETS.find((target) => target.name === name)?.label ?? name;

const plain = (word: string) =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");

/** A first guess: same name, else a word that other exports use. Each column is taken once. */
export function suggestMapping(columns: string[]): Mapping {
  const taken = new Set<string>();
  const mapping: Mapping = { columns: {}, defaults: {} };
  const take = (name: string, column: string | undefined) => {
    if (column === undefined || name in mapping.columns) return;
    mapping.columns[name] = column;
    taken.add(column);
  };
  for (const { name } of TARGETS)
    take(
      name,
      columns.find((column) => plain(column) === name),
    );
  for (const { name, words } of TARGETS)
    take(
      name,
      words
        .map((word) => columns.find((column) => !taken.has(column) && plain(column) === word))
        .find((column) => column !== undefined),
    );
  return mapping;
}
