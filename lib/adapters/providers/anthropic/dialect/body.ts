import { isRecord } from "@/lib/core/json";
import { promptCharacters, schemaCharacters } from "@/lib/core/prompt-characters";
import type { LineProblem, Mend } from "@/lib/core/provider";
import type { Feature } from "@/lib/core/values";

type Body = Record<string, unknown>;

/** Where a limit must stand and nobody says how high: enough for most answers. */
const USUAL_LIMIT = 4096;

export function inputCharacters(body: Body): number {
  return (
    promptCharacters(body.system) +
    promptCharacters(body.messages) +
    schemaCharacters(body.tools) +
    schemaCharacters(formatOf(body))
  );
}

export function featuresOf(body: Body): Feature[] {
  const features: Feature[] = [];
  if (Array.isArray(body.tools) && body.tools.length > 0) features.push("tools");
  if (formatOf(body) !== undefined) features.push("structured-output");
  if (body.cache_control != null || isCached(body.system) || isCached(body.tools) || isCached(body.messages))
    features.push("caching");
  if (holdsImage(body.messages)) features.push("images");
  if (body.stream === true) features.push("streaming");
  return features;
}

export function maxOutputOf({ max_tokens: limit }: Body): number | null {
  return typeof limit === "number" && Number.isInteger(limit) && limit > 0 ? limit : null;
}

const remove = (at: string): Mend => ({ kind: "remove", at });
const limit: Mend = { kind: "limit-output", tokens: USUAL_LIMIT };

// Not a closure of `problemsOf`: making one for each of 50,000 lines costs a tenth of parsing them.
const said = (
  code: string,
  at: string | null,
  message: string,
  mend: LineProblem["mend"] = null,
): LineProblem => ({ code, at, message, mend });

/** What a batch refuses in this request, though single calls may take it. */
export function problemsOf(body: Body): LineProblem[] {
  const problems: LineProblem[] = [];
  if (typeof body.model !== "string" || body.model === "")
    problems.push(said("model-missing", "model", "No model is named."));
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    problems.push(said("input-missing", "messages", "`messages` is missing or empty."));
  if (body.stream != null && body.stream !== false)
    problems.push(said("streaming", "stream", "A batch does not stream.", remove("stream")));
  if (body.speed != null)
    problems.push(said("fast-mode", "speed", "A batch has no fast mode.", remove("speed")));
  if (body.max_tokens == null)
    problems.push(
      said("max-tokens-missing", "max_tokens", "`max_tokens` is missing, and Anthropic needs it.", limit),
    );
  else if (maxOutputOf(body) === null)
    problems.push(
      said(
        "max-tokens-invalid",
        "max_tokens",
        "`max_tokens` must be a whole number from 1 in a batch.",
        limit,
      ),
    );
  if (isRecord(body.billing_policy) && body.billing_policy.bill_to === "user_profile")
    problems.push(
      said(
        "billing-policy",
        "billing_policy",
        "A batch cannot bill a user profile.",
        remove("billing_policy"),
      ),
    );
  if (body.betas != null)
    problems.push(
      said(
        "betas",
        "betas",
        "`betas` is a header of single calls, not a part of a request.",
        remove("betas"),
      ),
    );
  return problems;
}

/** Lowers the limit, or sets one. Thinking needs room below it: a lower limit would be refused. */
export function limitOutput(body: Body, _path: string, tokens: number): Body {
  const thinking = isRecord(body.thinking) ? body.thinking.budget_tokens : null;
  const floor = typeof thinking === "number" && thinking > 0 ? thinking + 1 : 1;
  return { ...body, max_tokens: Math.max(floor, Math.min(maxOutputOf(body) ?? tokens, tokens)) };
}

/** The schema that an answer must follow. */
function formatOf(body: Body): unknown {
  const config = isRecord(body.output_config) ? body.output_config.format : undefined;
  const format = body.output_format ?? config;
  return isRecord(format) ? (format.schema ?? null) : undefined;
}

/** A breakpoint on a block, on a tool, or on a block of a message's content. */
function isCached(blocks: unknown): boolean {
  if (!Array.isArray(blocks)) return false;
  return blocks.some(
    (block) =>
      isRecord(block) &&
      (block.cache_control != null || (block.role !== undefined && isCached(block.content))),
  );
}

function holdsImage(blocks: unknown): boolean {
  if (!Array.isArray(blocks)) return false;
  return blocks.some((block) => isRecord(block) && (block.type === "image" || holdsImage(block.content)));
}
