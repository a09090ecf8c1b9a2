import { isRecord } from "@/lib/sandbox/platform/settings";
import type { Family } from "./family";

type Body = Record<string, unknown>;

/** What a model has against a body, in the words that its vendor uses; null when it would answer. */
export function complaintAbout(family: Family, body: unknown, isBatch: boolean): string | null {
  if (!isRecord(body)) return "Malformed input request: expected type: JSONObject";
  switch (family) {
    case "anthropic":
      return anthropicComplaint(body);
    case "converse":
      return converseComplaint(body, isBatch);
    case "nova":
      return extraneous(body, novaKeys) ?? messagesComplaint(body);
    case "titan":
    case "titan-embed":
      return extraneous(body, titanKeys) ?? missingText(body, "inputText");
    case "llama":
      return extraneous(body, llamaKeys) ?? missingText(body, "prompt");
    case "mistral":
      return (
        extraneous(body, mistralKeys) ?? (Array.isArray(body.messages) ? null : missingText(body, "prompt"))
      );
  }
}

const novaKeys =
  "schemaVersion system messages inferenceConfig toolConfig additionalModelRequestFields".split(" ");
const titanKeys =
  "inputText textGenerationConfig dimensions normalize embeddingTypes inputImage embeddingConfig".split(" ");
const llamaKeys = "prompt max_gen_len temperature top_p images".split(" ");
const mistralKeys =
  "prompt messages max_tokens stop temperature top_p top_k tools tool_choice response_format".split(" ");
const notAnthropic = ["model", "modelId", "stream"];
const converseKeys =
  "messages system inferenceConfig toolConfig guardrailConfig additionalModelRequestFields promptVariables additionalModelResponseFieldPaths requestMetadata performanceConfig serviceTier outputConfig".split(
    " ",
  );

function anthropicComplaint(body: Body): string | null {
  const extra = notAnthropic.find((name) => body[name] !== undefined);
  if (extra) return `${extra}: Extra inputs are not permitted`;
  if (typeof body.anthropic_version !== "string") return "anthropic_version: Field required";
  if (body.max_tokens === undefined) return "max_tokens: Field required";
  if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 1)
    return "max_tokens: Input should be greater than or equal to 1";
  if (!Array.isArray(body.messages)) return "messages: Field required";
  return body.messages.length === 0 ? "messages: at least one message is required" : null;
}

function converseComplaint(body: Body, isBatch: boolean): string | null {
  const extra = Object.keys(body).find((name) => !converseKeys.includes(name));
  if (extra) return `${extra}: Extra inputs are not permitted`;
  if (isBatch && body.toolConfig !== undefined)
    return "The toolConfig field is not supported in batch inference.";
  return messagesComplaint(body);
}

/** Messages whose content is a list of blocks, as Converse and Nova have it. */
function messagesComplaint(body: Body): string | null {
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    return "Malformed input request: #: required key [messages] not found, please reformat your input and try again.";
  const isWhole = body.messages.every((message) => isRecord(message) && Array.isArray(message.content));
  return isWhole
    ? null
    : "Malformed input request: #/messages/0/content: expected type: JSONArray, found: String, please reformat your input and try again.";
}

function extraneous(body: Body, known: string[]): string | null {
  const extra = Object.keys(body).find((name) => !known.includes(name));
  if (!extra) return null;
  return `Malformed input request: #: extraneous key [${extra}] is not permitted, please reformat your input and try again.`;
}

function missingText(body: Body, name: string): string | null {
  if (typeof body[name] === "string" && body[name] !== "") return null;
  return `Malformed input request: #: required key [${name}] not found, please reformat your input and try again.`;
}
