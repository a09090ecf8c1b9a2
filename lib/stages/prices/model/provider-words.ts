/** Words that name a provider under another spelling; compared in lower case with `_` for every other sign. */
const WORDS: Record<string, string> = {
  aws: "bedrock",
  amazon: "bedrock",
  amazon_bedrock: "bedrock",
  aws_bedrock: "bedrock",
  google_vertex: "vertex",
  google_vertex_ai: "vertex",
  google_vertexai: "vertex",
  google_cloud_vertex_ai: "vertex",
  gcp_vertex_ai: "vertex",
  gemini: "google",
  google_gemini: "google",
  google_genai: "google",
  google_generative_ai: "google",
  google_ai_studio: "google",
  gcp_gemini: "google",
  az_ai_openai: "azure",
  az_ai_inference: "azure",
  text_completion_openai: "openai",
  anthropic_text: "anthropic",
  cohere_chat: "cohere",
  mistralai: "mistral",
  mistral_ai: "mistral",
  xai: "x-ai",
  x_ai: "x-ai",
  together_ai: "together",
  togetherai: "together",
  fireworks_ai: "fireworks",
  moonshot: "moonshotai",
  moonshot_ai: "moonshotai",
  voyage: "voyageai",
  voyage_ai: "voyageai",
};

/** Families of words with endings of their own: `vertex_ai-anthropic_models`, `bedrock_converse`, `azure_ai`. */
const FAMILIES: [RegExp, string][] = [
  [/^vertex(_|ai|$)/, "vertex"],
  [/^bedrock(_|$)/, "bedrock"],
  [/^azure(_|$)/, "azure"],
];

export const UNKNOWN_PROVIDER = "unknown";

/** One word per provider, however a source spells it. A word that nobody knows stays itself, in lower case. */
export function foldProvider(raw: string): string {
  const lower = raw.trim().toLowerCase();
  const plain = lower.replace(/[^a-z0-9]+/g, "_");
  const family = FAMILIES.find(([pattern]) => pattern.test(plain));
  return family?.[1] ?? WORDS[plain] ?? lower;
}

/** How the price catalogue calls the provider that we call `provider`. */
export function catalogueProvider(provider: string): string {
  if (provider === "bedrock") return "aws";
  return provider === "vertex" ? "google" : provider;
}

/** Our words for a provider of the price catalogue; Google sells the same list twice. */
export function providersOf(catalogueId: string): string[] {
  if (catalogueId === "aws") return ["bedrock"];
  return catalogueId === "google" ? ["google", "vertex"] : [catalogueId];
}
