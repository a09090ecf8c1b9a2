import { hexOf } from "@/lib/sandbox/platform/chance";
import type { Material } from "./question";

/** The older completions endpoint. */
export function completionBody({ question, model, text, tokens, isCut }: Material): Record<string, unknown> {
  return {
    id: `cmpl-${hexOf(`${question.key}:answer`, 29)}`,
    object: "text_completion",
    created: Math.floor(question.at / 1000),
    model,
    choices: [{ text, index: 0, logprobs: null, finish_reason: isCut ? "length" : "stop" }],
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
    },
  };
}

export function moderationBody({ question, model }: Material): Record<string, unknown> {
  const count = Array.isArray(question.body.input) ? question.body.input.length : 1;
  const categories = ["harassment", "hate", "self-harm", "sexual", "violence"];
  return {
    id: `modr-${hexOf(`${question.key}:answer`, 24)}`,
    model,
    results: Array.from({ length: count }, () => ({
      flagged: false,
      categories: Object.fromEntries(categories.map((name) => [name, false])),
      category_scores: Object.fromEntries(categories.map((name) => [name, 0.0001])),
    })),
  };
}
