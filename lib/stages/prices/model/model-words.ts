/** Bedrock's own ids: an optional geography, the maker, a dot, the model. No other provider writes models so. */
const BEDROCK_ID =
  /^((us|us-gov|eu|apac|au|jp|ca|sa|global)\.)?(ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|stability|twelvelabs|writer)\.[a-z]/;

/** Model names to look up, most specific first: the word, then what remains after each leading path segment. */
export function modelCandidates(raw: string): string[] {
  const parts = raw.trim().toLowerCase().split("/");
  return parts.map((_, index) => parts.slice(index).join("/")).filter((word) => word !== "");
}

/** The first segment of a path such as `bedrock/us.anthropic.claude-haiku-4-5`, else null. */
export function leadingWord(raw: string): string | null {
  const slash = raw.indexOf("/");
  return slash > 0 ? raw.slice(0, slash).trim() : null;
}

export function isBedrockId(raw: string): boolean {
  return BEDROCK_ID.test(raw.trim().toLowerCase());
}
