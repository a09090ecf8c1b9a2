import { countOf, recordOf } from "@/lib/core/json";
import type { Usage } from "@/lib/core/provider";

/** Tokens as OpenAI tells them, in classes that do not overlap: its input holds the cached and the written ones. */
export function usageOf(value: unknown): Usage | null {
  const usage = recordOf(value);
  if (!usage) return null;
  const input = countOf(usage.input_tokens) ?? countOf(usage.prompt_tokens);
  const output = countOf(usage.output_tokens) ?? countOf(usage.completion_tokens);
  const total = countOf(usage.total_tokens);
  if (input === null && output === null) return null;
  const inputDetails = recordOf(usage.input_tokens_details) ?? recordOf(usage.prompt_tokens_details);
  const outputDetails = recordOf(usage.output_tokens_details) ?? recordOf(usage.completion_tokens_details);
  const cached = countOf(inputDetails?.cached_tokens);
  const written = writtenOf(inputDetails);
  return {
    freshInput: input === null ? null : Math.max(0, input - (cached ?? 0) - (written ?? 0)),
    cachedInput: cached,
    // Five minutes and an hour are another vendor's terms; OpenAI's own are 30 minutes and 12 hours.
    cacheWrite5m: null,
    cacheWrite1h: null,
    cacheWriteOther: written,
    // Embeddings name no output, but their total says that there was none.
    output: output ?? (input !== null && total !== null && total >= input ? total - input : null),
    reasoning: countOf(outputDetails?.reasoning_tokens),
  };
}

function writtenOf(details: Record<string, unknown> | null): number | null {
  const written = countOf(details?.cache_write_tokens);
  const terms = recordOf(details?.cache_write_tokens_details);
  const short = countOf(terms?.ttl_30m_tokens);
  const long = countOf(terms?.ttl_12h_tokens);
  const sum = short === null && long === null ? null : (short ?? 0) + (long ?? 0);
  return written ?? sum;
}
