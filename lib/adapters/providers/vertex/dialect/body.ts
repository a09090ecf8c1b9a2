import { isRecord } from "@/lib/core/json";
import { promptCharacters, schemaCharacters } from "@/lib/core/prompt-characters";
import type { Feature } from "@/lib/core/values";
import { type Body, camelKeys, keyIn, snakeCase, type View, viewOf } from "./names";

/** What becomes input tokens: the contents, the system prompt, the tools, and the schema of the answer. */
export function inputCharacters({ body, config }: View): number {
  return (
    contentCharacters(body.contents) +
    contentCharacters(body.systemInstruction) +
    schemaCharacters(body.tools) +
    schemaCharacters(config.responseJsonSchema ?? config.responseSchema)
  );
}

/** A content or a list of them; a system prompt may also be a plain text. Bytes and addresses of media are no text. */
function contentCharacters(value: unknown): number {
  if (typeof value === "string") return value.length;
  let sum = 0;
  if (Array.isArray(value)) {
    for (const one of value) sum += contentCharacters(one);
    return sum;
  }
  if (!isRecord(value)) return 0;
  if (!Array.isArray(value.parts)) return partCharacters(value.parts ?? value);
  for (const part of value.parts) sum += partCharacters(part);
  return sum;
}

const CALLS = new Set(
  ["functionCall", "functionResponse", "executableCode", "codeExecutionResult"].flatMap((name) => [
    name,
    snakeCase(name),
  ]),
);

function partCharacters(part: unknown): number {
  if (!isRecord(part)) return promptCharacters(part);
  let sum = 0;
  for (const name in part) {
    if (name === "text") sum += promptCharacters(part.text);
    else if (CALLS.has(name)) sum += schemaCharacters(part[name]);
  }
  return sum;
}

/** An explicit cache is a problem of its own (problems.ts), and implicit caching is asked for by nobody. */
export function featuresOf({ body, config }: View): Feature[] {
  const features: Feature[] = [];
  if (Array.isArray(body.tools) && body.tools.length > 0) features.push("tools");
  const isJson = config.responseMimeType === "application/json";
  if (isJson || isSet(config.responseJsonSchema ?? config.responseSchema)) features.push("structured-output");
  if (holdsImage(body.contents)) features.push("images");
  if (body.stream === true) features.push("streaming");
  return features;
}

export function maxOutputOf({ config }: View): number | null {
  const limit = config.maxOutputTokens;
  return typeof limit === "number" && Number.isInteger(limit) && limit > 0 ? limit : null;
}

/** Sets the limit where there is none, and lowers a higher one, in the way of writing that the body has. */
export function limitOutput(body: Body, _path: string, tokens: number): Body {
  const name = keyIn(body, "generationConfig");
  const config = isRecord(body[name]) ? body[name] : {};
  const usual = name === "generationConfig" ? "maxOutputTokens" : "max_output_tokens";
  const known = keyIn(config, "maxOutputTokens");
  const key = config[known] === undefined ? usual : known;
  const limit = maxOutputOf(viewOf(body));
  return { ...body, [name]: { ...config, [key]: limit === null ? tokens : Math.min(limit, tokens) } };
}

export const isSet = (value: unknown) => value !== undefined && value !== null;

function holdsImage(contents: unknown): boolean {
  if (!Array.isArray(contents)) return false;
  return contents.some(
    (content) => isRecord(content) && Array.isArray(content.parts) && content.parts.some(isImage),
  );
}

function isImage(part: unknown): boolean {
  if (!isRecord(part) || typeof part.text === "string") return false;
  const { inlineData, fileData } = camelKeys(part);
  const media = inlineData ?? fileData;
  return isRecord(media) && /^image\//i.test(String(camelKeys(media).mimeType));
}
