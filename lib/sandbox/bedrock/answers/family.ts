import { isRecord } from "@/lib/sandbox/platform/settings";

/** Whose body it is: every vendor's models have one of their own, and Converse has one for all. */
export type Family = "converse" | "anthropic" | "nova" | "titan" | "titan-embed" | "llama" | "mistral";
export type InvocationType = "InvokeModel" | "Converse";

/** The model behind an id, an ARN or a profile of a group of regions. */
export function baseModel(modelId: string): string {
  const name = modelId.startsWith("arn:") ? (modelId.split("/").at(-1) ?? modelId) : modelId;
  return name.replace(/^(us|eu|apac|jp|au|us-gov|global)\./, "");
}

export function familyOf(modelId: string, body: unknown): Family {
  const name = baseModel(modelId);
  if (name.startsWith("anthropic.")) return "anthropic";
  if (name.startsWith("amazon.nova")) return "nova";
  if (name.startsWith("amazon.titan-embed")) return "titan-embed";
  if (name.startsWith("amazon.titan")) return "titan";
  if (name.startsWith("meta.llama")) return "llama";
  if (name.startsWith("mistral.")) return "mistral";
  // Behind an application's own profile only the body tells.
  if (!isRecord(body)) return "nova";
  if (body.anthropic_version !== undefined) return "anthropic";
  if (body.inputText !== undefined) return "titan";
  return body.max_gen_len !== undefined ? "llama" : body.max_tokens !== undefined ? "mistral" : "nova";
}
