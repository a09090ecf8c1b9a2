import { promptTokens } from "@/lib/sandbox/openai/answers/prompt";
import { refusalOf } from "@/lib/sandbox/openai/answers/refusals";
import type { Outcome } from "@/lib/sandbox/platform/setting-parts";
import type { OpenaiSettings } from "@/lib/sandbox/platform/settings";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { type LineIndex, readLines } from "@/lib/sandbox/work/lines";
import { endings } from "@/lib/sandbox/work/plan";
import type { BatchError } from "./record";

export type Checked = { errors: BatchError[] } | { index: LineIndex; model: string; tokens: number };

type Input = {
  path: string;
  endpoint: string;
  settings: OpenaiSettings;
  outcomeOf: (customId: string) => Outcome;
};
type Found = { customId: string; model: string; body: Record<string, unknown> };

const mostErrors = 100;

/** Reads an input file as the provider does after accepting it: what is wrong with it fails the batch as a whole. */
export async function validateInput({ path, endpoint, settings, outcomeOf }: Input): Promise<Checked> {
  const errors: BatchError[] = [];
  const index: LineIndex = { offsets: [], lengths: [], endings: [] };
  const ids = new Set<string>();
  let model: string | null = null;
  let tokens = 0;
  let embeddingInputs = 0;
  for await (const line of readLines(path)) {
    const found = readLine(line.text, endpoint);
    const add = (code: string, message: string, param: string | null) => {
      if (errors.length < mostErrors) errors.push({ code, message, line: line.number, param });
    };
    if ("code" in found) {
      add(found.code, found.message, found.param);
      continue;
    }
    if (ids.has(found.customId))
      add("duplicate_custom_id", `The custom_id '${found.customId}' is used twice.`, "custom_id");
    ids.add(found.customId);
    model ??= found.model;
    if (found.model !== model)
      add(
        "mismatched_model",
        `All requests of a batch must name one model; '${found.model}' is not '${model}'.`,
        "body.model",
      );
    tokens += promptTokens(endpoint, found.body);
    embeddingInputs += Array.isArray(found.body.input) ? found.body.input.length : 1;
    index.offsets.push(line.offset);
    index.lengths.push(line.length);
    const refused = refusalOf({ endpoint, body: found.body, settings });
    index.endings.push(refused ? endings.failed : endings[outcomeOf(found.customId)]);
  }
  const whole = wholeFile({
    count: ids.size,
    embeddingInputs: endpoint === "/v1/embeddings" ? embeddingInputs : 0,
    model,
    settings,
  });
  if (errors.length === 0 && whole) errors.push(whole);
  return errors.length > 0 || model === null ? { errors } : { index, model, tokens };
}

type Problem = { code: string; message: string; param: string | null };

function readLine(text: string, endpoint: string): Found | Problem {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    line = undefined;
  }
  if (!isRecord(line))
    return { code: "invalid_json_line", message: "This line is not parseable as valid JSON.", param: null };
  if (typeof line.custom_id !== "string" || line.custom_id === "") return missing("custom_id");
  if (line.method !== "POST")
    return { code: "invalid_method", message: "The method must be POST.", param: "method" };
  if (typeof line.url !== "string") return missing("url");
  if (line.url !== endpoint)
    return {
      code: "mismatched_url",
      message: `The url '${line.url}' is not the batch's endpoint '${endpoint}'.`,
      param: "url",
    };
  if (!isRecord(line.body)) return missing("body");
  if (typeof line.body.model !== "string") return missing("body.model");
  return { customId: line.custom_id, model: line.body.model, body: line.body };
}

function missing(param: string): Problem {
  return { code: "missing_required_parameter", message: `Missing required parameter: '${param}'.`, param };
}

type Whole = { count: number; embeddingInputs: number; model: string | null; settings: OpenaiSettings };

function wholeFile({ count, embeddingInputs, model, settings }: Whole): BatchError | null {
  const error = (code: string, message: string): BatchError => ({ code, message, line: null, param: null });
  if (count === 0) return error("empty_file", "The input file holds no requests.");
  if (count > settings.maxRequests)
    return error("too_many_tasks", `A batch holds at most ${settings.maxRequests} requests.`);
  if (embeddingInputs > settings.maxEmbeddingInputs)
    return error("too_many_tasks", `A batch holds at most ${settings.maxEmbeddingInputs} embedding inputs.`);
  if (model !== null && settings.models && !settings.models.includes(model))
    return error("model_not_found", `The model '${model}' does not exist or cannot be used in a batch.`);
  return null;
}
