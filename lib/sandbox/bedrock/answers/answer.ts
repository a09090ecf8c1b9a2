import type { BedrockSettings } from "@/lib/sandbox/bedrock/settings";
import { shareOf } from "@/lib/sandbox/platform/chance";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { countTokens, noTokens, type Tokens, textOf } from "@/lib/sandbox/work/tokens";
import { complaintAbout } from "./complaint";
import { baseModel, type Family, familyOf, type InvocationType } from "./family";
import { shapeOf } from "./shapes";

export type Question = {
  type: InvocationType;
  modelId: string;
  body: unknown;
  /** Decides everything that would be the model's choice. */
  key: string;
  /** Put behind the text of the answer. */
  extra: string;
  isBatch: boolean;
  settings: BedrockSettings;
};

export type Answer =
  | { kind: "said"; body: Record<string, unknown>; tokens: Tokens }
  | { kind: "refused"; message: string };

/** One request's answer, the same at once and in a job. */
export function answerTo({ type, modelId, body, key, extra, isBatch, settings }: Question): Answer {
  const family = type === "Converse" ? "converse" : familyOf(modelId, body);
  const message = complaintAbout(family, body, isBatch);
  if (message !== null || !isRecord(body)) return { kind: "refused", message: message ?? "not an object" };
  const mayCache = (!isBatch || settings.batchCaches) && asksForCache(body);
  const usage = mayCache ? settings.usage : { ...settings.usage, cachedShare: 0, cacheWriteShare: 0 };
  const { isCut, ...counted } = countTokens({
    prompt: promptOf(body),
    limit: limitOf(family, body),
    key,
    usage,
  });
  const tokens = family === "titan-embed" ? { ...noTokens, input: counted.input } : counted;
  const text = textOf(tokens.output, key) + extra;
  const said = { family, model: baseModel(modelId), text, tokens, isCut, key };
  return { kind: "said", body: shapeOf(said, body), tokens };
}

/** How a record fails that was meant to. */
export function recordFailure(key: string): { errorCode: number; errorMessage: string } {
  const share = shareOf(key, "failure");
  if (share < 0.5) return { errorCode: 500, errorMessage: "Internal server error" };
  if (share < 0.75)
    return { errorCode: 429, errorMessage: "Too many requests, please wait before trying again." };
  return { errorCode: 400, errorMessage: "The provided content was refused." };
}

export function promptOf(body: Record<string, unknown>): unknown {
  return [body.system, body.messages, body.prompt, body.inputText, body.tools, body.toolConfig];
}

function asksForCache(body: Record<string, unknown>): boolean {
  return /"cache_control"|"cachePoint"/.test(JSON.stringify([body.system, body.messages, body.tools]));
}

function limitOf(family: Family, body: Record<string, unknown>): number | null {
  const config = isRecord(body.inferenceConfig) ? body.inferenceConfig : {};
  const titan = isRecord(body.textGenerationConfig) ? body.textGenerationConfig : {};
  const limits: Record<Family, unknown> = {
    anthropic: body.max_tokens,
    converse: config.maxTokens,
    nova: config.maxTokens ?? config.max_new_tokens,
    titan: titan.maxTokenCount,
    "titan-embed": null,
    llama: body.max_gen_len,
    mistral: body.max_tokens,
  };
  const limit = limits[family];
  return typeof limit === "number" ? limit : null;
}
