import { codeOf, errorBody, type Kind } from "@/lib/sandbox/google/complain";
import { hexOf, shareOf } from "@/lib/sandbox/platform/chance";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { VertexSettings } from "@/lib/sandbox/platform/vertex-settings";
import { sampleText } from "@/lib/sandbox/work/sample";
import { countTokens, requestHash, type Tokens, textOf } from "@/lib/sandbox/work/tokens";
import { wrongLabel } from "./labels";

export type Question = {
  body: Record<string, unknown>;
  model: string;
  /** Decides everything that would be the model's choice. */
  key: string;
  at: number;
  /** Put behind the text of the answer. */
  extra: string;
  settings: VertexSettings;
};

export type Refused = { kind: Kind; message: string };
export type Answer = { response: Record<string, unknown>; tokens: Tokens };

const known = [
  "contents",
  "systemInstruction",
  "generationConfig",
  "tools",
  "toolConfig",
  "safetySettings",
  "labels",
  "cachedContent",
  "modelArmorConfig",
  "model",
];

/** A request with its first words in camel case, as the service reads both ways of writing them. */
export function camelCased(body: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(body).map(([key, value]) => {
    const name = camel(key);
    const isConfig = name === "generationConfig" && isRecord(value);
    return [name, isConfig ? camelKeys(value) : value];
  });
  return Object.fromEntries(entries);
}

const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const camelKeys = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), inner]));

export function promptOf(body: Record<string, unknown>): unknown {
  return [body.systemInstruction, body.contents, body.tools];
}

/** What a judge compares: the same for a row of a job and a single call that ask the same. */
export function asked(model: string, request: unknown) {
  const body = camelCased(isRecord(request) ? request : {});
  return { model, messages: sorted(body.contents), system: sorted(body.systemInstruction) };
}

export const hashOf = (model: string, request: unknown) => requestHash(asked(model, request));

/** Libraries and JSON columns put the keys of an object into an order of their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One request's answer, the same at once and in a batch. */
export function answerTo({ body, model, key, at, extra, settings }: Question): Answer {
  const config = isRecord(body.generationConfig) ? body.generationConfig : {};
  const limit = typeof config.maxOutputTokens === "number" ? config.maxOutputTokens : null;
  const { isCut, ...tokens } = countTokens({ prompt: promptOf(body), limit, key, usage: settings.usage });
  const schema = config.responseJsonSchema ?? lowerTypes(config.responseSchema);
  const text = (sampleText(schema, key) ?? textOf(tokens.output - tokens.reasoning, key)) + extra;
  const response = {
    candidates: [
      {
        content: { role: "model", parts: [{ text }] },
        finishReason: isCut ? "MAX_TOKENS" : "STOP",
        avgLogprobs: -shareOf(key, "logprobs"),
      },
    ],
    usageMetadata: usageOf(tokens),
    modelVersion: model,
    createTime: new Date(at).toISOString(),
    responseId: hexOf(`${key}:answer`, 22),
  };
  return { response, tokens };
}

/** What is zero is left out, as everywhere in this vendor's JSON. */
function usageOf(tokens: Tokens) {
  const candidates = tokens.output - tokens.reasoning;
  return {
    promptTokenCount: tokens.input,
    candidatesTokenCount: candidates,
    totalTokenCount: tokens.input + tokens.output,
    trafficType: "ON_DEMAND",
    promptTokensDetails: [{ modality: "TEXT", tokenCount: tokens.input }],
    candidatesTokensDetails: [{ modality: "TEXT", tokenCount: candidates }],
    ...(tokens.cached > 0 && {
      cachedContentTokenCount: tokens.cached,
      cacheTokensDetails: [{ modality: "TEXT", tokenCount: tokens.cached }],
    }),
    ...(tokens.reasoning > 0 && { thoughtsTokenCount: tokens.reasoning }),
  };
}

/** What the service has against a request; `isBatch` adds what only a batch refuses. */
export function complaintAbout(body: unknown, isBatch: boolean): Refused | null {
  const invalid = (message: string): Refused => ({ kind: "INVALID_ARGUMENT", message });
  if (!isRecord(body))
    return invalid("Invalid value at 'request' (type.googleapis.com), a message is needed.");
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown) return invalid(`Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`);
  if (!Array.isArray(body.contents) || body.contents.length === 0)
    return invalid("Unable to submit request because at least one contents field is required.");
  const label = wrongLabel(body.labels, 63);
  if (label) return invalid(label);
  if (isBatch && body.cachedContent !== undefined)
    return { kind: "NOT_FOUND", message: "Not found: cached content metadata for the given name." };
  return null;
}

/** How a row fails that was meant to. */
export function rowFailure(key: string): Refused {
  const share = shareOf(key, "failure");
  if (share < 0.4)
    return { kind: "RESOURCE_EXHAUSTED", message: "Resource exhausted. Please try again later." };
  if (share < 0.7) return { kind: "INTERNAL", message: "Internal error encountered." };
  return { kind: "INVALID_ARGUMENT", message: "Request contains an invalid argument." };
}

/** The free text in which a row says why it failed: a beginning, then the error as the service wrote it. */
export function statusText(refused: Refused): string {
  const beginning =
    codeOf(refused.kind) === 400
      ? "Bad Request: "
      : "Internal error occurred. Failed to get generateContentResponse: ";
  return beginning + JSON.stringify(errorBody("rpc", refused)).replace(/([:,])(?=["{\d])/g, "$1 ");
}

/** Its own schemas write types in capitals. */
function lowerTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(lowerTypes);
  if (!isRecord(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "type" && typeof value === "string" ? value.toLowerCase() : lowerTypes(value),
    ]),
  );
}
