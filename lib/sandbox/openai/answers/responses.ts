import { hexOf } from "@/lib/sandbox/platform/chance";
import type { Material } from "./question";

export function responseBody({ question, model, text, tokens, isCut }: Material): Record<string, unknown> {
  const { body, key } = question;
  const at = Math.floor(question.at / 1000);
  const status = isCut ? "incomplete" : "completed";
  return {
    id: `resp_${hexOf(`${key}:answer`, 48)}`,
    object: "response",
    created_at: at,
    completed_at: isCut ? null : at,
    status,
    background: false,
    error: null,
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: null,
    model,
    output: [
      {
        id: `msg_${hexOf(`${key}:message`, 48)}`,
        type: "message",
        status,
        role: "assistant",
        content: [{ type: "output_text", text, annotations: [], logprobs: [] }],
      },
    ],
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: null,
    service_tier: question.tier,
    store: false,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    top_logprobs: 0,
    top_p: body.top_p ?? 1,
    truncation: "disabled",
    usage: {
      input_tokens: tokens.input,
      input_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: tokens.cacheWrite },
      output_tokens: tokens.output,
      output_tokens_details: { reasoning_tokens: tokens.reasoning },
      total_tokens: tokens.input + tokens.output,
    },
    user: null,
    metadata: body.metadata ?? {},
  };
}
