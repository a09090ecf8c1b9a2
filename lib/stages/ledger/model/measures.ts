/** Words of a row that make its dimension, as the canonical columns name them. */
export const WORDS = [
  "endpoint",
  "kind",
  "job",
  "provider_raw",
  "model_raw",
  "tier",
  "tier_raw",
  "project",
  "api_key",
  "owner",
  "team",
  "cost_center",
  "tags",
] as const;

/** Columns of the token classes, in the ledger as in a canonical row. They never overlap. */
export const TOKEN_CLASSES = [
  "fresh_input",
  "cached_input",
  "cache_write_5m",
  "cache_write_1h",
  "cache_write_other",
  "output",
] as const;

/** Evidence that adds up. */
export const COUNTERS = [
  "streamed",
  "with_tool_calls",
  "from_webhook",
  "client_browser",
  "client_server",
  "client_cron",
  "client_workflow",
] as const;

/** Columns of usage_hour that are sums, in its order. A null is unknown and stays so when nothing is known. */
export const HOUR_MEASURES = [
  "rows",
  "unmeasured_rows",
  "requests",
  "requests_unknown",
  ...TOKEN_CLASSES,
  "reasoning",
  "cost_reported",
  "cost_list",
  ...COUNTERS,
] as const;
