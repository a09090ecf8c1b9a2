import { isRecord } from "@/lib/core/json";
import type { LineProblem } from "@/lib/core/provider";
import { isSet } from "./body";
import { type Body, camelKeys, placeIn, type View } from "./names";

/** Two less than there can be: our id and the cost center come to them. */
const MOST_LABELS = 62;
const KEY = /^\p{Ll}[\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/** What a job refuses in a row while it works the others. `sent` is the body in its own way of writing. */
export function problemsOf(sent: Body, { body, config }: View): LineProblem[] {
  const problems: LineProblem[] = [];
  const add = (code: string, names: string[], message: string) => {
    const at = names.length > 0 ? placeIn(sent, names) : null;
    problems.push({ code, at, message, mend: at === null ? null : { kind: "remove", at } });
  };
  if (body.stream != null && body.stream !== false) add("streaming", ["stream"], "A batch does not stream.");
  if (isSet(body.model))
    add("model-in-body", ["model"], "The model is named by the batch, and not in a line.");
  if (isSet(body.cachedContent))
    add(
      "explicit-cache",
      ["cachedContent"],
      "A batch refuses an explicit cache. Implicit caching goes on without it.",
    );
  const labels = wrongLabels(body.labels);
  if (labels) add("labels", ["labels"], labels);
  if (usesRag(body.tools)) add("rag", [], "A batch does not look into a RAG corpus.");
  if (isLargeImage(config.imageConfig))
    add("image-size", ["generationConfig", "imageConfig", "imageSize"], "A batch makes images at 1K only.");
  const limit = config.maxOutputTokens;
  if (isSet(limit) && !(typeof limit === "number" && Number.isInteger(limit) && limit > 0))
    add(
      "output-limit-invalid",
      ["generationConfig", "maxOutputTokens"],
      "`maxOutputTokens` must be a whole number from 1.",
    );
  return problems;
}

/** In one sentence each, without what the labels say. */
function wrongLabels(labels: unknown): string | null {
  if (!isSet(labels)) return null;
  if (!isRecord(labels)) return "`labels` must be an object.";
  const entries = Object.entries(labels);
  if (entries.length > MOST_LABELS) return `A request can have ${MOST_LABELS} labels and our own.`;
  const fits = entries.every(
    ([key, value]) => KEY.test(key) && typeof value === "string" && VALUE.test(value),
  );
  return fits
    ? null
    : "Labels hold up to 63 lower case letters, digits, `_` and `-`, and their keys begin with a letter.";
}

function usesRag(tools: unknown): boolean {
  if (!Array.isArray(tools)) return false;
  return tools.some(
    (tool) => isRecord(tool) && isRecord(tool.retrieval) && isSet(camelKeys(tool.retrieval).vertexRagStore),
  );
}

function isLargeImage(config: unknown): boolean {
  const size = isRecord(config) ? camelKeys(config).imageSize : undefined;
  return isSet(size) && size !== "1K";
}
