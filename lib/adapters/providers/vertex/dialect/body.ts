import { isRecord } from "@/lib/core/json";
import { promptCharacters, schemaCharacters } from "@/lib/core/prompt-characters";
import type { Feature } from "@/lib/core/values";
import { keyIn, recordIn, snakeCase, valueIn } from "./names";

type Body = Record<string, unknown>;

/** What becomes input tokens: the contents, the system prompt, the tools, and the schema of the answer. */
export function inputCharacters(body: Body): number {
  return (
    contentCharacters(body.contents) +
    contentCharacters(valueIn(body, "systemInstruction")) +
    schemaCharacters(body.tools) +
    schemaCharacters(schemaOf(body))
  );
}

/** A content or a list of them; a system prompt may also be a plain text. Bytes and addresses of media are no text. */
function contentCharacters(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + contentCharacters(one), 0);
  if (!isRecord(value)) return 0;
  const parts = Array.isArray(value.parts) ? value.parts : [value.parts ?? value];
  return parts.reduce((sum: number, part) => sum + partCharacters(part), 0);
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
export function featuresOf(body: Body): Feature[] {
  const features: Feature[] = [];
  if (Array.isArray(body.tools) && body.tools.length > 0) features.push("tools");
  if (asksForJson(body)) features.push("structured-output");
  if (holdsImage(body.contents)) features.push("images");
  if (body.stream === true) features.push("streaming");
  return features;
}

export function maxOutputOf(body: Body): number | null {
  const config = recordIn(body, "generationConfig");
  const limit = config && valueIn(config, "maxOutputTokens");
  return typeof limit === "number" && Number.isInteger(limit) && limit > 0 ? limit : null;
}

/** Sets the limit where there is none, and lowers a higher one, in the way of writing that the body has. */
export function limitOutput(body: Body, _path: string, tokens: number): Body {
  const name = keyIn(body, "generationConfig") ?? "generationConfig";
  const config = recordIn(body, "generationConfig") ?? {};
  const inner =
    keyIn(config, "maxOutputTokens") ??
    (name === "generation_config" ? "max_output_tokens" : "maxOutputTokens");
  const limit = maxOutputOf(body);
  return { ...body, [name]: { ...config, [inner]: limit === null ? tokens : Math.min(limit, tokens) } };
}

function schemaOf(body: Body): unknown {
  const config = recordIn(body, "generationConfig");
  return config && (valueIn(config, "responseJsonSchema") ?? valueIn(config, "responseSchema"));
}

function asksForJson(body: Body): boolean {
  const config = recordIn(body, "generationConfig");
  const type = config && valueIn(config, "responseMimeType");
  return isSet(schemaOf(body)) || type === "application/json";
}

export const isSet = (value: unknown) => value !== undefined && value !== null;

function holdsImage(contents: unknown): boolean {
  if (!Array.isArray(contents)) return false;
  return contents.some(
    (content) => isRecord(content) && Array.isArray(content.parts) && content.parts.some(isImage),
  );
}

function isImage(part: unknown): boolean {
  if (!isRecord(part)) return false;
  const media = recordIn(part, "inlineData") ?? recordIn(part, "fileData");
  return media !== null && /^image\//i.test(String(valueIn(media, "mimeType")));
}
