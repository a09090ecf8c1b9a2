import { errorBody } from "@/lib/sandbox/openai/dialect";
import { shareOf } from "@/lib/sandbox/platform/chance";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { sampleText } from "@/lib/sandbox/work/sample";
import { countTokens, noTokens, textOf } from "@/lib/sandbox/work/tokens";
import { chatBody } from "./chat";
import { embeddingsBody } from "./embeddings";
import { completionBody, moderationBody } from "./others";
import { promptOf } from "./prompt";
import type { Answer, Material, Question } from "./question";
import { responseBody } from "./responses";

const bodies: Record<string, (material: Material) => Record<string, unknown>> = {
  "/v1/chat/completions": chatBody,
  "/v1/responses": responseBody,
  "/v1/embeddings": embeddingsBody,
  "/v1/completions": completionBody,
  "/v1/moderations": moderationBody,
};

/** One request's answer, the same on the synchronous endpoint and in a batch. */
export function answerTo(question: Question): Answer {
  const { endpoint, body, key, settings } = question;
  const refused = refusalOf(question);
  if (refused) return refused;
  const build = bodies[endpoint];
  if (!build) return refuse(400, `The sandbox does not play ${endpoint}.`, null, "unsupported_endpoint");
  const prompt = promptOf(endpoint, body);
  const { isCut, ...tokens } = countTokens({ prompt, limit: outputLimit(body), key, usage: settings.usage });
  const text = (sampleText(formatOf(body), key) ?? textOf(tokens.output, key)) + question.extra;
  if (endpoint === "/v1/embeddings" || endpoint === "/v1/moderations")
    Object.assign(tokens, { cached: 0, cacheWrite: 0, output: 0, reasoning: 0 });
  return { status: 200, body: build({ question, model: String(body.model), text, tokens, isCut }), tokens };
}

/** What the provider has against a body before any model sees it. */
export function refusalOf({
  endpoint,
  body,
  settings,
}: Pick<Question, "endpoint" | "body" | "settings">): Answer | null {
  const model = body.model;
  if (typeof model !== "string") return missing("model");
  if (settings.models && !settings.models.includes(model))
    return refuse(
      404,
      `The model '${model}' does not exist or you do not have access to it.`,
      null,
      "model_not_found",
    );
  if (body.stream === true)
    return refuse(400, "'stream' cannot be used here.", "stream", "unsupported_parameter");
  if (endpoint === "/v1/chat/completions" && !isList(body.messages)) return missing("messages");
  if ((endpoint === "/v1/embeddings" || endpoint === "/v1/moderations") && !isInput(body.input))
    return missing("input");
  if (endpoint === "/v1/responses" && !isInput(body.input)) return missing("input");
  const limit = outputLimit(body);
  if (limit !== null && (!Number.isInteger(limit) || limit < 1))
    return refuse(
      400,
      "The most tokens to write must be a whole number above 0.",
      limitName(body),
      "integer_below_min_value",
    );
  return null;
}

/** How a line fails that was meant to: the provider's own trouble, or a rate, or the content. */
export function lineFailure(key: string): Answer {
  const share = shareOf(key, "failure");
  if (share < 0.4)
    return refuse(500, "The server had an error while processing the request.", null, null, "server_error");
  if (share < 0.7)
    return refuse(429, "Rate limit reached for this model.", null, "rate_limit_exceeded", "tokens");
  return refuse(400, "The prompt was refused by our content policy.", null, "content_policy_violation");
}

function refuse(
  status: number,
  message: string,
  param: string | null,
  code: string | null,
  type?: string,
): Answer {
  return { status, body: errorBody({ message, param, code, ...(type && { type }) }), tokens: noTokens };
}

function missing(param: string): Answer {
  return refuse(400, `Missing required parameter: '${param}'.`, param, "missing_required_parameter");
}

const isList = (value: unknown) => Array.isArray(value) && value.length > 0;
const isInput = (value: unknown) => (typeof value === "string" && value !== "") || isList(value);

function limitName(body: Record<string, unknown>): string {
  return (
    ["max_completion_tokens", "max_output_tokens", "max_tokens"].find((name) => body[name] !== undefined) ??
    "max_tokens"
  );
}

function outputLimit(body: Record<string, unknown>): number | null {
  const limit = body[limitName(body)];
  return limit === undefined || limit === null ? null : Number(limit);
}

/** The JSON schema an answer has to follow, if the body asks for one. */
function formatOf(body: Record<string, unknown>): unknown {
  const chat = isRecord(body.response_format) ? body.response_format : null;
  const text = isRecord(body.text) && isRecord(body.text.format) ? body.text.format : null;
  const inner = chat && isRecord(chat.json_schema) ? chat.json_schema.schema : undefined;
  return inner ?? text?.schema;
}
