import { countOf, isRecord, recordOf, textOf } from "@/lib/core/json";
import type { Usage } from "@/lib/core/provider";

type Body = Record<string, unknown>;

/** Tokens as the answer of each family tells them, in classes that do not overlap. Null: this one tells nothing. */
export function usageOf(answer: Body | null): Usage | null {
  if (!answer) return null;
  const usage = recordOf(answer.usage);
  if (usage) return anthropicUsage(usage) ?? converseUsage(usage) ?? chatUsage(usage);
  return titanUsage(answer) ?? llamaUsage(answer);
}

const plain = (freshInput: number | null, output: number | null): Usage | null =>
  freshInput === null && output === null
    ? null
    : {
        freshInput,
        cachedInput: null,
        cacheWrite5m: null,
        cacheWrite1h: null,
        cacheWriteOther: null,
        output,
        reasoning: null,
      };

/** Anthropic's `input_tokens` are the fresh ones alone, what was read or written stands beside. */
function anthropicUsage(usage: Body): Usage | null {
  const base = plain(countOf(usage.input_tokens), countOf(usage.output_tokens));
  if (!base) return null;
  const all = countOf(usage.cache_creation_input_tokens);
  const terms = recordOf(usage.cache_creation);
  const short = countOf(terms?.ephemeral_5m_input_tokens);
  const long = countOf(terms?.ephemeral_1h_input_tokens);
  const isByTerm = short !== null || long !== null;
  const rest = all === null ? 0 : all - (short ?? 0) - (long ?? 0);
  return {
    ...base,
    cachedInput: countOf(usage.cache_read_input_tokens),
    // One number alone comes from the days when five minutes was the only term.
    cacheWrite5m: isByTerm ? short : all,
    cacheWrite1h: long,
    cacheWriteOther: isByTerm && rest > 0 ? rest : null,
    reasoning: countOf(recordOf(usage.output_tokens_details)?.thinking_tokens),
  };
}

/** Converse and Nova, whose cache counts have two names. Read and written tokens are outside of `inputTokens`. */
function converseUsage(usage: Body): Usage | null {
  const base = plain(countOf(usage.inputTokens), countOf(usage.outputTokens));
  if (!base) return null;
  const written = countOf(usage.cacheWriteInputTokens) ?? countOf(usage.cacheWriteInputTokenCount);
  const hour = writtenFor(usage.cacheDetails, "1h");
  return {
    ...base,
    cachedInput: countOf(usage.cacheReadInputTokens) ?? countOf(usage.cacheReadInputTokenCount),
    cacheWrite5m: written === null || hour === null ? written : Math.max(0, written - hour),
    cacheWrite1h: hour,
  };
}

function writtenFor(details: unknown, ttl: string): number | null {
  if (!Array.isArray(details)) return null;
  const found = details.find((detail) => isRecord(detail) && textOf(detail.ttl) === ttl);
  return countOf(recordOf(found)?.inputTokens);
}

/** Newer chat models of other makers count as OpenAI does: what was cached is a part of the prompt. */
function chatUsage(usage: Body): Usage | null {
  const prompt = countOf(usage.prompt_tokens);
  const base = plain(prompt, countOf(usage.completion_tokens));
  if (!base) return null;
  const cached = countOf(recordOf(usage.prompt_tokens_details)?.cached_tokens);
  return {
    ...base,
    freshInput: prompt === null ? null : Math.max(0, prompt - (cached ?? 0)),
    cachedInput: cached,
    reasoning: countOf(recordOf(usage.completion_tokens_details)?.reasoning_tokens),
  };
}

/** Titan; an embedding has no output. */
function titanUsage(answer: Body): Usage | null {
  const input = countOf(answer.inputTextTokenCount);
  if (input === null) return null;
  if (!Array.isArray(answer.results)) return plain(input, isEmbedding(answer) ? 0 : null);
  const counts = answer.results.map((result) => countOf(recordOf(result)?.tokenCount));
  const isTold = counts.length > 0 && counts.every((count) => count !== null);
  return plain(input, isTold ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null);
}

const isEmbedding = (answer: Body) => answer.embedding !== undefined || answer.embeddingsByType !== undefined;

function llamaUsage(answer: Body): Usage | null {
  return plain(countOf(answer.prompt_token_count), countOf(answer.generation_token_count));
}
