/** Whom the sandbox plays. */
export const providers = ["openai", "anthropic", "bedrock", "vertex"] as const;
export type Provider = (typeof providers)[number];

/** Its servers, in the order of their ports: a new one goes to the end. Some providers have several. */
export const serverNames = [
  "openai",
  "anthropic",
  "control",
  "bedrock",
  "bedrockRuntime",
  "s3",
  "vertex",
  "gcs",
  "bigquery",
] as const;
export type ServerName = (typeof serverNames)[number];
