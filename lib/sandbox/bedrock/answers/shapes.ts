import { hexOf, shareOf } from "@/lib/sandbox/platform/chance";
import type { Tokens } from "@/lib/sandbox/work/tokens";
import type { Family } from "./family";

type Said = { family: Family; model: string; text: string; tokens: Tokens; isCut: boolean; key: string };

/** The model's answer in the shape of its family. */
export function shapeOf(said: Said, body: Record<string, unknown>): Record<string, unknown> {
  const { text, tokens, isCut, key } = said;
  const fresh = tokens.input - tokens.cached - tokens.cacheWrite;
  switch (said.family) {
    case "anthropic":
      return anthropicShape(said, fresh);
    case "converse":
      return {
        metrics: { latencyMs: 500 + Math.floor(shareOf(key, "latency") * 2000) },
        output: { message: { role: "assistant", content: [{ text }] } },
        stopReason: isCut ? "max_tokens" : "end_turn",
        usage: {
          inputTokens: fresh,
          outputTokens: tokens.output,
          totalTokens: tokens.input + tokens.output,
          cacheReadInputTokens: tokens.cached,
          cacheWriteInputTokens: tokens.cacheWrite,
        },
      };
    case "nova":
      return {
        output: { message: { content: [{ text }], role: "assistant" } },
        stopReason: isCut ? "max_tokens" : "end_turn",
        usage: {
          inputTokens: fresh,
          outputTokens: tokens.output,
          totalTokens: tokens.input + tokens.output,
          cacheReadInputTokenCount: tokens.cached,
          cacheWriteInputTokenCount: tokens.cacheWrite,
        },
      };
    case "titan":
      return {
        inputTextTokenCount: tokens.input,
        results: [
          { tokenCount: tokens.output, outputText: text, completionReason: isCut ? "LENGTH" : "FINISH" },
        ],
      };
    case "titan-embed":
      return embeddingShape(tokens.input, body, key);
    case "llama":
      return {
        generation: text,
        prompt_token_count: tokens.input,
        generation_token_count: tokens.output,
        stop_reason: isCut ? "length" : "stop",
      };
    case "mistral":
      return mistralShape(text, isCut, body);
  }
}

function anthropicShape({ model, text, tokens, isCut, key }: Said, fresh: number) {
  return {
    model: model.replace(/^anthropic\./, "").replace(/-v\d+:\d+$/, ""),
    id: `msg_bdrk_01${hexOf(`${key}:answer`, 22)}`,
    type: "message",
    role: "assistant",
    content: [{ type: "text", text }],
    stop_reason: isCut ? "max_tokens" : "end_turn",
    stop_sequence: null,
    usage: {
      input_tokens: fresh,
      cache_creation_input_tokens: tokens.cacheWrite,
      cache_read_input_tokens: tokens.cached,
      cache_creation: { ephemeral_5m_input_tokens: tokens.cacheWrite, ephemeral_1h_input_tokens: 0 },
      output_tokens: tokens.output,
    },
  };
}

function embeddingShape(inputTextTokenCount: number, body: Record<string, unknown>, key: string) {
  const size = typeof body.dimensions === "number" ? body.dimensions : 8;
  const embedding = Array.from({ length: size }, (_, n) => shareOf(key, `dimension ${n}`) * 2 - 1);
  return { embedding, embeddingsByType: { float: embedding }, inputTextTokenCount };
}

/** Mistral's bodies name no tokens. */
function mistralShape(text: string, isCut: boolean, body: Record<string, unknown>) {
  const stop_reason = isCut ? "length" : "stop";
  if (!Array.isArray(body.messages)) return { outputs: [{ text, stop_reason }] };
  return { choices: [{ index: 0, message: { role: "assistant", content: text }, stop_reason }] };
}
