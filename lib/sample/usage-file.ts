import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Call } from "./model";

// Offpeak's own usage format: nothing but the flag makes the sample differ from an import of anybody else's.
const COLUMNS: Record<string, (call: Call) => string | number | boolean | null> = {
  timestamp: (call) => instant(call.at),
  provider: (call) => call.work.model.provider,
  model: (call) => call.work.model.name,
  endpoint: (call) => call.endpoint.name,
  kind: (call) => call.endpoint.kind,
  job: (call) => call.work.job ?? null,
  owner: (call) => call.endpoint.owner,
  team: (call) => call.endpoint.team,
  cost_center: (call) => call.endpoint.costCenter,
  request_id: (call) => call.id,
  requests: (call) => call.requests,
  input_tokens: (call) => call.fresh,
  cached_input_tokens: (call) => call.cached,
  cache_write_tokens: () => 0,
  output_tokens: (call) => call.output,
  tier: (call) => call.tier,
  cost_usd: (call) => dollars(call.micros),
  status: () => "success",
  stream: (call) => call.stream,
  tool_calls: (call) => call.toolCalls,
  session_id: (call) => call.session,
  user_agent: (call) => call.userAgent,
  latency_ms: (call) => call.latencyMs,
  timeout_ms: (call) => call.timeoutMs,
  webhook: (call) => call.webhook,
  result_read_at: (call) => (call.readAt === null ? null : instant(call.readAt)),
};

/** The calls as one csv.gz. Compressed off the main thread: it may be a page that asks. */
export async function usageFile(calls: readonly Call[]): Promise<Uint8Array> {
  const columns = Object.values(COLUMNS);
  const lines = calls.map((call) => columns.map((value) => cell(value(call))).join(","));
  const text = [Object.keys(COLUMNS).join(","), ...lines, ""].join("\n");
  return promisify(gzip)(text, { level: 1 });
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function dollars(micros: number): string {
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
}

function cell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
