import { tokensIn } from "@/lib/sandbox/work/tokens";

/** The parts of a body that the model reads. */
export function promptOf(endpoint: string, body: Record<string, unknown>): unknown {
  switch (endpoint) {
    case "/v1/chat/completions":
      return [body.messages, body.tools];
    case "/v1/responses":
      return [body.instructions, body.input, body.tools];
    case "/v1/completions":
      return body.prompt;
    default:
      return body.input ?? body.prompt;
  }
}

export function promptTokens(endpoint: string, body: Record<string, unknown>): number {
  return tokensIn(promptOf(endpoint, body));
}
