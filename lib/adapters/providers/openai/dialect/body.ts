import { isRecord } from "@/lib/core/json";
import { promptCharacters, schemaCharacters } from "@/lib/core/prompt-characters";
import type { LineProblem } from "@/lib/core/provider";
import type { Feature } from "@/lib/core/values";
import { PATHS } from "./paths";

type Body = Record<string, unknown>;

/** What becomes input tokens, by path. */
export function inputCharacters(body: Body, path: string): number {
  const extra = schemaCharacters(body.tools) + schemaCharacters(formatOf(body));
  switch (path) {
    case "/v1/chat/completions":
      return promptCharacters(body.messages) + schemaCharacters(body.functions) + extra;
    case "/v1/responses":
      return (
        promptCharacters(body.instructions) +
        promptCharacters(body.input) +
        promptCharacters(body.prompt) +
        extra
      );
    default:
      return promptCharacters(body.input) + promptCharacters(body.prompt);
  }
}

export function featuresOf(body: Body, path: string): Feature[] {
  const features: Feature[] = [];
  if (isFilled(body.tools) || isFilled(body.functions)) features.push("tools");
  if (formatOf(body) !== undefined) features.push("structured-output");
  if (body.prompt_cache_key != null || body.prompt_cache_retention != null) features.push("caching");
  if (path.startsWith("/v1/images/") || holdsImage(body.messages) || holdsImage(body.input))
    features.push("images");
  if (body.stream === true) features.push("streaming");
  return features;
}

export function maxOutputOf(body: Body, path: string): number | null {
  for (const name of PATHS[path]?.limits ?? []) {
    const limit = body[name];
    if (typeof limit === "number" && Number.isInteger(limit) && limit > 0) return limit;
  }
  return null;
}

// Not a closure of `problemsOf`: making one for each of 50,000 lines costs a tenth of parsing them.
const said = (
  code: string,
  at: string | null,
  message: string,
  mend: LineProblem["mend"] = null,
): LineProblem => ({ code, at, message, mend });

/** What the file as a whole, or this line in it, would be refused for. */
export function problemsOf(body: Body, path: string): LineProblem[] {
  const problems: LineProblem[] = [];
  const known = PATHS[path];
  if (!known) problems.push(said("path", null, `OpenAI's batches do not take ${path.slice(0, 80)}.`));
  if (typeof body.model !== "string" || body.model === "")
    problems.push(said("model-missing", "model", "No model is named."));
  if (known && body[known.needs] == null && !(path === "/v1/responses" && body.prompt != null))
    problems.push(said("input-missing", known.needs, `\`${known.needs}\` is missing.`));
  if (body.stream != null && body.stream !== false)
    problems.push(said("streaming", "stream", "A batch does not stream.", { kind: "remove", at: "stream" }));
  if (body.stream_options != null)
    problems.push(
      said("stream-options", "stream_options", "`stream_options` is for streams, and a batch has none.", {
        kind: "remove",
        at: "stream_options",
      }),
    );
  for (const name of known?.limits ?? []) {
    const limit = body[name];
    if (limit != null && !(typeof limit === "number" && Number.isInteger(limit) && limit > 0))
      problems.push(
        said("output-limit-invalid", name, `\`${name}\` must be a whole number from 1.`, {
          kind: "remove",
          at: name,
        }),
      );
  }
  return problems;
}

/** Lowers the limits that are there; where there is none, sets the one that every model of this path knows. */
export function limitOutput(body: Body, path: string, tokens: number): Body {
  const names = PATHS[path]?.limits ?? [];
  const first = names[0];
  if (first === undefined) return body;
  const there = names.filter((name) => body[name] != null);
  const limited = { ...body };
  for (const name of there.length > 0 ? there : [first]) {
    const limit = body[name];
    limited[name] = typeof limit === "number" && limit > 0 ? Math.min(limit, tokens) : tokens;
  }
  return limited;
}

/** The schema that an answer must follow; `json_object` is a form too, without one. */
function formatOf(body: Body): unknown {
  const format = isRecord(body.response_format) ? body.response_format : null;
  if (format?.type === "json_schema") return format.json_schema ?? null;
  const text = isRecord(body.text) && isRecord(body.text.format) ? body.text.format : null;
  if (text?.type === "json_schema") return text.schema ?? null;
  return format?.type === "json_object" || text?.type === "json_object" ? null : undefined;
}

const isFilled = (value: unknown) => Array.isArray(value) && value.length > 0;

/** Images stand in the content of messages, or beside them as items. */
function holdsImage(messages: unknown): boolean {
  if (!Array.isArray(messages)) return false;
  return messages.some((message) => {
    if (!isRecord(message)) return false;
    if (isImage(message.type)) return true;
    const parts = Array.isArray(message.content) ? message.content : message.output;
    return Array.isArray(parts) && parts.some((part) => isRecord(part) && isImage(part.type));
  });
}

const isImage = (type: unknown) => type === "image_url" || type === "input_image" || type === "image";
