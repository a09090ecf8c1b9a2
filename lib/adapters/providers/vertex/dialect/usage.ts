import { countOf, recordOf } from "@/lib/core/json";
import type { Usage } from "@/lib/core/provider";

/** Tokens in classes that do not overlap: its prompt count holds the cached ones, its candidates do not hold the thoughts. */
export function usageOf(value: unknown): Usage | null {
  const usage = recordOf(value);
  const prompt = countOf(usage?.promptTokenCount);
  if (!usage || prompt === null) return null;
  // In this vendor's JSON a zero is left out, so what is absent beside a prompt count is none.
  const none = (name: string) => (usage[name] === undefined ? 0 : countOf(usage[name]));
  const cached = none("cachedContentTokenCount");
  const candidates = none("candidatesTokenCount");
  const thoughts = none("thoughtsTokenCount");
  const tools = none("toolUsePromptTokenCount");
  return {
    freshInput: cached === null ? null : Math.max(0, prompt - cached) + (tools ?? 0),
    cachedInput: cached,
    // Implicit caching writes for nothing, and no other kind is let into a batch.
    cacheWrite5m: null,
    cacheWrite1h: null,
    cacheWriteOther: null,
    output: candidates === null || thoughts === null ? null : candidates + thoughts,
    reasoning: thoughts,
  };
}
