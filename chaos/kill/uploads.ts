import type { Provider } from "./plan";

/** Ids are given by us, so that every request of a campaign can be told from every other, also by its text. */
export type Request = { id: string; text: string };

export const MODELS: Record<Provider, string> = {
  openai: "gpt-4.1-mini",
  anthropic: "claude-haiku-4-5",
  bedrock: "anthropic.claude-haiku-4-5-20251001-v1:0",
  vertex: "gemini-2.5-flash",
};

/** Whether the lines name their model; otherwise it is said beside them. */
export const namesModel = (provider: Provider) => provider === "openai" || provider === "anthropic";

export function linesFor(provider: Provider, requests: readonly Request[]): string {
  return requests.map((request) => `${JSON.stringify(lineOf(provider, request))}\n`).join("");
}

function lineOf(provider: Provider, { id, text }: Request): unknown {
  const model = MODELS[provider];
  const messages = [{ role: "user", content: text }];
  switch (provider) {
    case "openai":
      return {
        ...{ custom_id: id, method: "POST", url: "/v1/chat/completions" },
        body: { model, max_tokens: 60, messages },
      };
    case "anthropic":
      return { custom_id: id, params: { model, max_tokens: 60, messages } };
    case "bedrock":
      return {
        recordId: id,
        modelInput: { anthropic_version: "bedrock-2023-05-31", max_tokens: 60, messages },
      };
    case "vertex":
      return {
        custom_id: id,
        request: {
          contents: [{ role: "user", parts: [{ text }] }],
          generationConfig: { maxOutputTokens: 60 },
        },
      };
    default:
      return provider satisfies never;
  }
}
