import { isRecord } from "@/lib/core/json";
import { promptCharacters, schemaCharacters } from "@/lib/core/prompt-characters";
import type { LineProblem } from "@/lib/core/provider";
import type { Feature } from "@/lib/core/values";
import type { Family } from "./family";

type Body = Record<string, unknown>;

/** Where a limit must stand and nobody says how high: enough for most answers. */
const USUAL_LIMIT = 4096;

/** Where the output limit stands: the object that holds it, null for the body itself, and its names there. */
const LIMITS: Record<Family, { inside: string | null; names: string[]; isKnown: boolean }> = {
  anthropic: { inside: null, names: ["max_tokens"], isKnown: true },
  converse: { inside: "inferenceConfig", names: ["maxTokens"], isKnown: true },
  nova: { inside: "inferenceConfig", names: ["maxTokens", "max_new_tokens"], isKnown: true },
  llama: { inside: null, names: ["max_gen_len"], isKnown: true },
  mistral: { inside: null, names: ["max_tokens"], isKnown: true },
  chat: { inside: null, names: ["max_tokens", "max_completion_tokens"], isKnown: true },
  // A limit may be lowered here and not set: only some models of these shapes know it.
  titan: { inside: "textGenerationConfig", names: ["maxTokenCount"], isKnown: false },
  prompt: { inside: null, names: [], isKnown: false },
  "titan-embed": { inside: null, names: [], isKnown: false },
  other: { inside: null, names: [], isKnown: false },
};

export function inputCharacters(body: Body): number {
  return (
    promptCharacters(body.system) +
    promptCharacters(body.messages) +
    promptCharacters(body.prompt) +
    promptCharacters(body.inputText) +
    schemaCharacters(body.tools) +
    schemaCharacters(isRecord(body.toolConfig) ? body.toolConfig.tools : undefined) +
    schemaCharacters(formatOf(body))
  );
}

export function featuresOf(body: Body): Feature[] {
  const features: Feature[] = [];
  const tools = isRecord(body.toolConfig) ? body.toolConfig.tools : body.tools;
  if (Array.isArray(tools) && tools.length > 0) features.push("tools");
  if (formatOf(body) !== undefined) features.push("structured-output");
  if ([body.system, body.messages, tools].some(isCached)) features.push("caching");
  if (holdsImage(body.messages) || body.inputImage !== undefined) features.push("images");
  if (body.stream === true) features.push("streaming");
  return features;
}

export function maxOutputOf(body: Body, family: Family): number | null {
  const { holder, names } = limitsIn(body, family);
  for (const name of names) {
    const limit = holder[name];
    if (isLimit(limit)) return limit;
  }
  return null;
}

/** Which fields of single calls fail a record: the model stands on the job, and a job does not stream. */
const STRAY: Record<string, string> = {
  model: "`model` is not a part of the body: the batch names it.",
  modelId: "`modelId` is not a part of the body: the batch names it.",
  stream: "A batch does not stream, and its records must not say `stream`.",
  stream_options: "`stream_options` is for streams, and a batch has none.",
  serviceTier: "`serviceTier` is for single calls.",
};

/** What fails this record, though the job as a whole would run. */
export function problemsOf(body: Body, family: Family): LineProblem[] {
  const problems: LineProblem[] = [];
  const add = (code: string, at: string | null, message: string, mend: LineProblem["mend"] = null) =>
    problems.push({ code, at, message, mend });
  for (const [name, message] of Object.entries(STRAY))
    if (body[name] !== undefined) add(codeOf(name), name, message, { kind: "remove", at: name });
  if (Array.isArray(body.messages) && body.messages.length === 0)
    add("input-missing", "messages", "`messages` is empty.");
  if (family === "converse" && body.toolConfig !== undefined)
    add(
      "tools-in-converse",
      "toolConfig",
      "A batch of Converse refuses `toolConfig`. Write the body in the model's own form.",
    );
  if (family === "anthropic") anthropicProblems(body, add);
  else if (hasOddLimit(body, family))
    add("output-limit-invalid", null, "The output limit must be a whole number from 1.");
  return problems;
}

type Add = (code: string, at: string | null, message: string, mend?: LineProblem["mend"]) => void;

function anthropicProblems(body: Body, add: Add): void {
  const limit = { kind: "limit-output", tokens: USUAL_LIMIT } as const;
  if (typeof body.anthropic_version !== "string")
    add(
      "anthropic-version-missing",
      "anthropic_version",
      '`anthropic_version` is missing. Bedrock needs "bedrock-2023-05-31" there.',
    );
  if (!Array.isArray(body.messages)) add("input-missing", "messages", "`messages` is missing.");
  if (body.max_tokens == null)
    add(
      "max-tokens-missing",
      "max_tokens",
      "`max_tokens` is missing, and Anthropic's models need it.",
      limit,
    );
  else if (!isLimit(body.max_tokens))
    add("max-tokens-invalid", "max_tokens", "`max_tokens` must be a whole number from 1.", limit);
}

const codeOf = (name: string) =>
  name === "stream"
    ? "streaming"
    : `stray-${name
        .replace(/([A-Z])/g, "-$1")
        .replaceAll("_", "-")
        .toLowerCase()}`;

function hasOddLimit(body: Body, family: Family): boolean {
  const { holder, names } = limitsIn(body, family);
  return names.some((name) => holder[name] != null && !isLimit(holder[name]));
}

/** Lowers the limits that are there; where there is none, sets the one that the models of this shape know. */
export function limitOutput(body: Body, family: Family, tokens: number): Body {
  const { holder, inside, names, isKnown } = limitsIn(body, family);
  const there = names.filter((name) => holder[name] != null);
  const first = names[0];
  if (there.length === 0 && (!isKnown || first === undefined)) return body;
  const limited = { ...holder };
  const floor = family === "anthropic" ? thinkingFloor(body) : 1;
  for (const name of there.length > 0 ? there : [first ?? ""]) {
    const limit = holder[name];
    limited[name] = Math.max(floor, isLimit(limit) ? Math.min(limit, tokens) : tokens);
  }
  return inside === null ? limited : { ...body, [inside]: limited };
}

/** Thinking needs room below the limit: a lower one would be refused. */
function thinkingFloor({ thinking }: Body): number {
  const budget = isRecord(thinking) ? thinking.budget_tokens : null;
  return typeof budget === "number" && budget > 0 ? budget + 1 : 1;
}

function limitsIn(body: Body, family: Family) {
  const { inside, ...limits } = LIMITS[family];
  const inner = inside === null ? body : body[inside];
  return { ...limits, inside, holder: isRecord(inner) ? inner : {} };
}

const isLimit = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value > 0;

/** The schema that an answer must follow. */
function formatOf(body: Body): unknown {
  const inner = [body.output_config, body.outputConfig].find(isRecord);
  const format = body.response_format ?? body.output_format ?? inner?.format ?? inner?.textFormat;
  if (!isRecord(format)) return undefined;
  return format.schema ?? format.json_schema ?? format.structure ?? null;
}

/** A breakpoint on a block or a tool, or as a block of its own. */
function isCached(blocks: unknown): boolean {
  if (!Array.isArray(blocks)) return false;
  return blocks.some(
    (block) =>
      isRecord(block) &&
      (block.cache_control != null ||
        block.cachePoint != null ||
        (block.role !== undefined && isCached(block.content))),
  );
}

function holdsImage(blocks: unknown): boolean {
  if (!Array.isArray(blocks)) return false;
  return blocks.some(
    (block) =>
      isRecord(block) &&
      (block.type === "image" ||
        block.type === "image_url" ||
        isRecord(block.image) ||
        holdsImage(block.content)),
  );
}
