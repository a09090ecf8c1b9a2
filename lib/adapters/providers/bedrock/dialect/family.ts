import { isRecord } from "@/lib/core/json";

type Body = Record<string, unknown>;

/**
 * Whose body it is. Lines name no model, so the shape alone tells.
 * chat: messages in the way of Mistral and OpenAI. prompt: one text, and nobody says for which model. other: a body
 * that stands in a record of its own and is none of these.
 */
export type Family =
  | "anthropic"
  | "converse"
  | "nova"
  | "titan"
  | "titan-embed"
  | "llama"
  | "mistral"
  | "chat"
  | "prompt"
  | "other";

/** Null: no body that we know. */
export function familyOf(body: Body): Family | null {
  if (body.anthropic_version !== undefined) return "anthropic";
  if (typeof body.inputText === "string" || body.inputImage !== undefined) return titanOf(body);
  if (Array.isArray(body.messages)) return familyOfMessages(body, body.messages);
  if (typeof body.prompt !== "string") return null;
  if (body.max_gen_len !== undefined) return "llama";
  return body.max_tokens === undefined ? "prompt" : "mistral";
}

const EMBEDS = ["dimensions", "normalize", "embeddingTypes", "inputImage", "embeddingConfig"];

/** A text alone may be for either kind of Titan: it is left as it is. */
function titanOf(body: Body): Family {
  return EMBEDS.some((name) => body[name] !== undefined) ? "titan-embed" : "titan";
}

function familyOfMessages(body: Body, messages: unknown[]): Family {
  const blocks = messages.flatMap((message) =>
    isRecord(message) && Array.isArray(message.content) ? message.content : [],
  );
  const isUntyped = blocks.length > 0 && blocks.every((block) => isRecord(block) && block.type === undefined);
  if (isUntyped || isRecord(body.inferenceConfig) || isRecord(body.toolConfig))
    return isNova(body) ? "nova" : "converse";
  return isAnthropic(body, blocks) ? "anthropic" : "chat";
}

/** What Nova's own body has and Converse has not. */
function isNova(body: Body): boolean {
  const config = isRecord(body.inferenceConfig) ? body.inferenceConfig : {};
  return body.schemaVersion !== undefined || config.max_new_tokens !== undefined || config.topK !== undefined;
}

const ANTHROPIC = ["thinking", "stop_sequences", "anthropic_beta", "system", "output_config", "container"];

/** Without its version, a body of Anthropic is known by what no other chat body has. */
function isAnthropic(body: Body, blocks: unknown[]): boolean {
  if (typeof body.model === "string" && /claude/i.test(body.model)) return true;
  if (ANTHROPIC.some((name) => body[name] !== undefined)) return true;
  const types = blocks.flatMap((block) => (isRecord(block) ? [block.type] : []));
  if (types.some((type) => type === "tool_use" || type === "tool_result" || type === "image")) return true;
  return (
    Array.isArray(body.tools) && body.tools.some((tool) => isRecord(tool) && tool.input_schema !== undefined)
  );
}

export type Path = "InvokeModel" | "Converse";
export const pathOf = (family: Family): Path => (family === "converse" ? "Converse" : "InvokeModel");
