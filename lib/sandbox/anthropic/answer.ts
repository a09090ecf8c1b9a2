import { hexOf, shareOf } from "@/lib/sandbox/platform/chance";
import { type AnthropicSettings, isRecord } from "@/lib/sandbox/platform/settings";
import { sampleText } from "@/lib/sandbox/work/sample";
import { countTokens, type Tokens, textOf, tokensIn } from "@/lib/sandbox/work/tokens";
import type { ErrorType } from "./dialect";

export type Question = {
  body: Record<string, unknown>;
  /** Decides everything that would be the model's choice. */
  key: string;
  tier: "standard" | "batch";
  /** Put behind the text of the answer. */
  extra: string;
  settings: AnthropicSettings;
};

export type Complaint = { type: ErrorType; message: string };
export type Answer = { message: Record<string, unknown>; tokens: Tokens; isHourCache: boolean };

export function promptOf(body: Record<string, unknown>): unknown {
  return [body.system, body.messages, body.tools];
}

/** One request's answer, the same at once and in a batch. */
export function answerTo({ body, key, tier, extra, settings }: Question): Answer {
  const limit = Number(body.max_tokens);
  const cache = cacheOf(body);
  // Nothing is cached here unless the request asks for it.
  const usage = cache ? settings.usage : { ...settings.usage, cachedShare: 0, cacheWriteShare: 0 };
  const { isCut, ...tokens } = countTokens({ prompt: promptOf(body), limit, key, usage });
  const text = (sampleText(schemaOf(body), key) ?? textOf(tokens.output, key)) + extra;
  const message = {
    id: `msg_01${hexOf(`${key}:answer`, 22)}`,
    type: "message",
    role: "assistant",
    model: body.model,
    content: [{ type: "text", text, citations: null }],
    stop_reason: isCut ? "max_tokens" : "end_turn",
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: usageOf(tokens, cache === "1h", tier),
  };
  return { message, tokens, isHourCache: cache === "1h" };
}

function usageOf(tokens: Tokens, isHourCache: boolean, tier: string) {
  return {
    input_tokens: tokens.input - tokens.cached - tokens.cacheWrite,
    cache_creation_input_tokens: tokens.cacheWrite,
    cache_read_input_tokens: tokens.cached,
    cache_creation: {
      ephemeral_5m_input_tokens: isHourCache ? 0 : tokens.cacheWrite,
      ephemeral_1h_input_tokens: isHourCache ? tokens.cacheWrite : 0,
    },
    output_tokens: tokens.output,
    output_tokens_details: tokens.reasoning > 0 ? { thinking_tokens: tokens.reasoning } : null,
    server_tool_use: null,
    service_tier: tier,
    inference_geo: null,
    speed: null,
  };
}

/** What the provider has against the body of a request; `isBatch` adds what only a batch refuses. */
export function complaintAbout(
  body: unknown,
  settings: AnthropicSettings,
  isBatch: boolean,
): Complaint | null {
  const invalid = (message: string): Complaint => ({ type: "invalid_request_error", message });
  if (!isRecord(body)) return invalid("Input should be a valid dictionary");
  if (typeof body.model !== "string") return invalid("model: Field required");
  if (settings.models && !settings.models.includes(body.model))
    return { type: "not_found_error", message: `model: ${body.model}` };
  if (body.max_tokens === undefined) return invalid("max_tokens: Field required");
  if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < (isBatch ? 1 : 0))
    return invalid(`max_tokens: Input should be greater than or equal to ${isBatch ? 1 : 0}`);
  if (body.messages === undefined) return invalid("messages: Field required");
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    return invalid("messages: at least one message is required");
  if (!isBatch) return null;
  if (body.stream === true) return invalid("stream: Streaming is not supported in a batch");
  if (body.speed !== undefined) return invalid("speed: Not supported in a batch");
  if (isRecord(body.billing_policy) && body.billing_policy.bill_to === "user_profile")
    return invalid("billing_policy.bill_to: 'user_profile' is not supported in a batch");
  return null;
}

/** How an item fails that was meant to. */
export function itemFailure(key: string): Complaint {
  const share = shareOf(key, "failure");
  if (share < 0.5) return { type: "overloaded_error", message: "Overloaded" };
  if (share < 0.75) return { type: "api_error", message: "Internal server error" };
  return { type: "invalid_request_error", message: "messages.0.content: The content was refused." };
}

export function inputTokens(body: unknown): number {
  return tokensIn(isRecord(body) ? promptOf(body) : body);
}

function cacheOf(body: Record<string, unknown>): "5m" | "1h" | null {
  const text = JSON.stringify([body.cache_control, body.system, body.messages, body.tools]);
  if (!text.includes('"ephemeral"')) return null;
  return text.includes('"ttl":"1h"') ? "1h" : "5m";
}

function schemaOf(body: Record<string, unknown>): unknown {
  const config =
    isRecord(body.output_config) && isRecord(body.output_config.format) ? body.output_config.format : null;
  const format = isRecord(body.output_format) ? body.output_format : config;
  return format?.schema;
}
