import { hexOf } from "@/lib/sandbox/platform/chance";
import type { Material } from "./question";

export function chatBody({ question, model, text, tokens, isCut }: Material): Record<string, unknown> {
  return {
    id: `chatcmpl-${hexOf(`${question.key}:answer`, 29)}`,
    object: "chat.completion",
    created: Math.floor(question.at / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: text, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: isCut ? "length" : "stop",
      },
    ],
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
      prompt_tokens_details: {
        cached_tokens: tokens.cached,
        cache_write_tokens: tokens.cacheWrite,
        audio_tokens: 0,
      },
      completion_tokens_details: {
        reasoning_tokens: tokens.reasoning,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: question.tier,
    system_fingerprint: null,
  };
}
