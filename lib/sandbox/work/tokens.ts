import { createHash } from "node:crypto";
import { between, hash32, shareOf } from "@/lib/sandbox/platform/chance";
import type { UsageSettings } from "@/lib/sandbox/platform/setting-parts";
import { isRecord } from "@/lib/sandbox/platform/settings";

/** `input` is all of it; `cached` and `cacheWrite` are parts of it, `reasoning` is a part of `output`. */
export type Tokens = { input: number; cached: number; cacheWrite: number; output: number; reasoning: number };

export const noTokens: Tokens = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 };

// Not only ASCII, so that a reader who decodes chunk by chunk is found out.
const sentences =
  `A résumé of the ticket: the courier left it with a neighbour – no damage seen. Préférence: 次の配達 by noon. `
    .repeat(40)
    .concat("Fine. ");

/** Four characters make a token, here as a rule. */
export function tokensIn(value: unknown): number {
  return Math.max(1, Math.ceil(charactersIn(value) / 4));
}

function charactersIn(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return 4;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => (key === "role" || key === "type" ? sum : sum + charactersIn(item)),
    0,
  );
}

type Count = { prompt: unknown; limit: number | null; key: string; usage: UsageSettings };

/** What a call with this prompt uses; the key alone decides how long the answer is. */
export function countTokens({ prompt, limit, key, usage }: Count): Tokens & { isCut: boolean } {
  const input = tokensIn(prompt);
  // Providers count cached tokens in blocks of 128.
  const cached = input < usage.minimumCacheable ? 0 : Math.floor((input * usage.cachedShare) / 128) * 128;
  const cacheWrite =
    input < usage.minimumCacheable ? 0 : Math.floor((input - cached) * usage.cacheWriteShare);
  const wanted = between(...usage.outputTokens, shareOf(key, "output"));
  const output = limit === null ? wanted : Math.min(wanted, limit);
  return {
    input,
    cached,
    cacheWrite,
    output,
    reasoning: Math.floor(output * usage.reasoningShare),
    isCut: output < wanted,
  };
}

/** Text of that many tokens. */
export function textOf(tokens: number, key: string): string {
  const length = Math.max(1, tokens * 4);
  const start = hash32(key) % 1000;
  return sentences.repeat(1 + Math.ceil(length / sentences.length)).slice(start, start + length);
}

/** The same for two requests that ask the same, whichever lane they took: lets a judge find work that was done twice. */
export function requestHash(body: unknown): string {
  const { model, messages, input, system, prompt, inputText } = isRecord(body) ? body : {};
  return createHash("sha256")
    .update(JSON.stringify({ model, messages, input, system, prompt, inputText }))
    .digest("hex")
    .slice(0, 16);
}
