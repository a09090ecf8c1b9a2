import { countOf, recordOf } from "@/lib/core/json";
import type { Usage } from "@/lib/core/provider";

/** Tokens as Anthropic tells them: `input_tokens` are the fresh ones alone, what was read or written stands beside. */
export function usageOf(value: unknown): Usage | null {
  const usage = recordOf(value);
  if (!usage) return null;
  const freshInput = countOf(usage.input_tokens);
  const output = countOf(usage.output_tokens);
  if (freshInput === null && output === null) return null;
  const { short, long, other } = writtenOf(usage);
  return {
    freshInput,
    cachedInput: countOf(usage.cache_read_input_tokens),
    cacheWrite5m: short,
    cacheWrite1h: long,
    cacheWriteOther: other,
    output,
    // Already a part of the output.
    reasoning: countOf(recordOf(usage.output_tokens_details)?.thinking_tokens),
  };
}

/** By term where it is told. An older answer gives one number, from the days when five minutes was the only term. */
function writtenOf(usage: Record<string, unknown>) {
  const all = countOf(usage.cache_creation_input_tokens);
  const terms = recordOf(usage.cache_creation);
  const short = countOf(terms?.ephemeral_5m_input_tokens);
  const long = countOf(terms?.ephemeral_1h_input_tokens);
  if (short === null && long === null) return { short: all, long: null, other: null };
  const rest = all === null ? 0 : all - (short ?? 0) - (long ?? 0);
  return { short, long, other: rest > 0 ? rest : null };
}
