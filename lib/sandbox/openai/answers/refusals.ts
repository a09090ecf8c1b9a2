import { type Complaint, errorBody } from "@/lib/sandbox/openai/dialect";
import { shareOf } from "@/lib/sandbox/platform/chance";
import { noTokens } from "@/lib/sandbox/work/tokens";
import type { Answer, Question } from "./question";

/** What the provider has against a body before any model sees it. */
export function refusalOf({
  endpoint,
  body,
  settings,
}: Pick<Question, "endpoint" | "body" | "settings">): Answer | null {
  const model = body.model;
  if (typeof model !== "string") return missing("model");
  if (settings.models && !settings.models.includes(model)) {
    const message = `The model '${model}' does not exist or you do not have access to it.`;
    return refuseLine(404, { message, code: "model_not_found" });
  }
  if (body.stream === true)
    return refuseLine(400, {
      message: "'stream' cannot be used here.",
      param: "stream",
      code: "unsupported_parameter",
    });
  if (endpoint === "/v1/chat/completions" && !isList(body.messages)) return missing("messages");
  const takesInput = ["/v1/embeddings", "/v1/moderations", "/v1/responses"].includes(endpoint);
  if (takesInput && !isInput(body.input)) return missing("input");
  const limit = outputLimit(body);
  if (limit === null || (Number.isInteger(limit) && limit >= 1)) return null;
  const message = "The most tokens to write must be a whole number above 0.";
  return refuseLine(400, { message, param: limitName(body), code: "integer_below_min_value" });
}

/** How a line fails that was meant to: the provider's own trouble, or a rate, or the content. */
export function lineFailure(key: string): Answer {
  const share = shareOf(key, "failure");
  if (share < 0.4)
    return refuseLine(500, {
      message: "The server had an error while processing the request.",
      type: "server_error",
    });
  if (share < 0.7)
    return refuseLine(429, {
      message: "Rate limit reached for this model.",
      type: "tokens",
      code: "rate_limit_exceeded",
    });
  return refuseLine(400, {
    message: "The prompt was refused by our content policy.",
    code: "content_policy_violation",
  });
}

export function refuseLine(status: number, complaint: Complaint): Answer {
  return { status, body: errorBody(complaint), tokens: noTokens };
}

export function outputLimit(body: Record<string, unknown>): number | null {
  const limit = body[limitName(body)];
  return limit === undefined || limit === null ? null : Number(limit);
}

function limitName(body: Record<string, unknown>): string {
  const names = ["max_completion_tokens", "max_output_tokens", "max_tokens"];
  return names.find((name) => body[name] !== undefined) ?? "max_tokens";
}

function missing(param: string): Answer {
  const message = `Missing required parameter: '${param}'.`;
  return refuseLine(400, { message, param, code: "missing_required_parameter" });
}

const isList = (value: unknown) => Array.isArray(value) && value.length > 0;
const isInput = (value: unknown) => (typeof value === "string" && value !== "") || isList(value);
