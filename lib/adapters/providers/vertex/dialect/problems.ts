import { isRecord } from "@/lib/core/json";
import type { LineProblem } from "@/lib/core/provider";
import { isSet } from "./body";
import { keyIn, recordIn, valueIn } from "./names";

type Body = Record<string, unknown>;

/** Two less than there can be: our id and the cost center come to them. */
const MOST_LABELS = 62;
const KEY = /^\p{Ll}[\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/** What a job refuses in a row while it works the others. */
export function problemsOf(body: Body): LineProblem[] {
  const problems: LineProblem[] = [];
  const add = (code: string, at: string | null, message: string) =>
    problems.push({ code, at, message, mend: at === null ? null : { kind: "remove", at } });
  if (body.stream != null && body.stream !== false) add("streaming", "stream", "A batch does not stream.");
  if (isSet(body.model)) add("model-in-body", "model", "The model is named by the batch, and not in a line.");
  const cache = keyIn(body, "cachedContent");
  if (cache && isSet(body[cache]))
    add("explicit-cache", cache, "A batch refuses an explicit cache. Implicit caching goes on without it.");
  const labels = wrongLabels(body.labels);
  if (labels) add("labels", "labels", labels);
  if (usesRag(body)) add("rag", null, "A batch does not look into a RAG corpus.");
  const size = largeImage(body);
  if (size) add("image-size", size, "A batch makes images at 1K only.");
  const limit = wrongLimit(body);
  if (limit) add("output-limit-invalid", limit, "`maxOutputTokens` must be a whole number from 1.");
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

function usesRag(body: Body): boolean {
  if (!Array.isArray(body.tools)) return false;
  return body.tools.some((tool) => {
    const retrieval = isRecord(tool) ? recordIn(tool, "retrieval") : null;
    return retrieval !== null && isSet(valueIn(retrieval, "vertexRagStore"));
  });
}

function largeImage(body: Body): string | null {
  const config = recordIn(body, "generationConfig");
  const image = config && recordIn(config, "imageConfig");
  const size = image && keyIn(image, "imageSize");
  if (!config || !image || !size || !isSet(image[size]) || image[size] === "1K") return null;
  return [keyIn(body, "generationConfig"), keyIn(config, "imageConfig"), size].join(".");
}

function wrongLimit(body: Body): string | null {
  const config = recordIn(body, "generationConfig");
  const key = config && keyIn(config, "maxOutputTokens");
  const limit = config && key ? config[key] : undefined;
  const isWrong = isSet(limit) && !(typeof limit === "number" && Number.isInteger(limit) && limit > 0);
  return isWrong ? [keyIn(body, "generationConfig"), key].join(".") : null;
}
