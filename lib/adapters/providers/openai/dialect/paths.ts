import { isRecord } from "@/lib/core/json";

/** What a batch may hold, by the parameter that carries the request, and how its output is limited. */
export const PATHS: Record<string, { needs: string; limits: string[] }> = {
  "/v1/chat/completions": { needs: "messages", limits: ["max_completion_tokens", "max_tokens"] },
  "/v1/responses": { needs: "input", limits: ["max_output_tokens"] },
  "/v1/embeddings": { needs: "input", limits: [] },
  "/v1/completions": { needs: "prompt", limits: ["max_tokens"] },
  "/v1/moderations": { needs: "input", limits: [] },
  "/v1/images/generations": { needs: "prompt", limits: [] },
  "/v1/images/edits": { needs: "prompt", limits: [] },
  "/v1/videos": { needs: "prompt", limits: [] },
};

type Body = Record<string, unknown>;

/** Which of them a bare body is for, from its shape and its model's family; null when it could be more than one. */
export function pathOfBody(body: Body): string | null {
  if (Array.isArray(body.messages)) return body.input === undefined ? "/v1/chat/completions" : null;
  const model = typeof body.model === "string" ? body.model : "";
  if (body.input !== undefined) return pathOfInput(body, model);
  if (typeof body.prompt === "object" && body.prompt !== null && !Array.isArray(body.prompt))
    return "/v1/responses";
  if (body.prompt === undefined) return null;
  if (/^(gpt-image|dall-e|chatgpt-image)/.test(model))
    return body.image === undefined ? "/v1/images/generations" : "/v1/images/edits";
  if (/^sora/.test(model)) return "/v1/videos";
  return "/v1/completions";
}

const RESPONSES_ONLY = [
  "instructions",
  "max_output_tokens",
  "tools",
  "text",
  "reasoning",
  "include",
  "truncation",
  "previous_response_id",
  "temperature",
  "background",
];

function pathOfInput(body: Body, model: string): string | null {
  if (/(^|[/-])(text-)?embedding/.test(model)) return "/v1/embeddings";
  if (/moderation/.test(model)) return "/v1/moderations";
  if (body.dimensions !== undefined || body.encoding_format !== undefined) return "/v1/embeddings";
  if (RESPONSES_ONLY.some((name) => body[name] !== undefined)) return "/v1/responses";
  if (Array.isArray(body.input) && isRecord(body.input[0])) return "/v1/responses";
  // These families answer and do not embed.
  return /^(ft:)?(gpt-|chatgpt-|o\d|codex)/.test(model) ? "/v1/responses" : null;
}

/** `https://api.openai.com/v1/embeddings`, `/embeddings` and `/v1/embeddings/` mean the same. */
export function tidyPath(url: string): string {
  if (Object.hasOwn(PATHS, url)) return url; // as nearly every line has it, and there are 50,000
  const path = URL.canParse(url) ? new URL(url).pathname : url.trim();
  const bare = path.replace(/\/+$/, "").replace(/^\/*/, "/");
  return bare.startsWith("/v1/") || PATHS[`/v1${bare}`] === undefined ? bare : `/v1${bare}`;
}
