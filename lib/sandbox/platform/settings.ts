import { z } from "zod";
import { BedrockSettings } from "@/lib/sandbox/bedrock/settings";
import { seconds, secondsOrNever, shared } from "./setting-parts";
import { VertexSettings } from "./vertex-settings";

// Everything a test may want different. Defaults are the providers' published figures where there are any
// (limits, windows, durations seen in the wild) and small made-up ones where there are none.

export const OpenaiSettings = z.strictObject({
  ...shared,
  prices: shared.prices.default({
    "gpt-6-luna": { input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 },
    "gpt-5.6-terra": { input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 12 },
    default: { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 4 },
  }),
  validatingSeconds: seconds(3),
  runningSeconds: secondsOrNever(128),
  finalizingSeconds: seconds(2),
  cancellingSeconds: seconds(20),
  windowSeconds: seconds(86_400),
  maxRequests: z.number().int().default(50_000),
  maxBytes: z.number().int().default(200_000_000),
  maxEmbeddingInputs: z.number().int().default(50_000),
  createsPerHour: z.number().int().nullable().default(2000),
  /** Enqueued input tokens by model, `default` for the rest; null for no cap. */
  queueCaps: z.record(z.string(), z.number().nullable()).default({ default: null }),
  /** Batches refused in validation were seen to hold their place in the queue for a while. */
  refusedHoldQueueSeconds: seconds(0),
  outputFileSeconds: seconds(30 * 86_400),
  batchFileSeconds: seconds(30 * 86_400),
  organisation: z.string().default("org-sandbox"),
  webhooks: z.array(z.strictObject({ url: z.url(), secret: z.string() })).default([]),
  webhookRetrySeconds: z.array(z.number()).default([5, 30, 120, 600, 3600, 14_400, 43_200, 86_400]),
});
export type OpenaiSettings = z.infer<typeof OpenaiSettings>;

export const AnthropicSettings = z.strictObject({
  ...shared,
  prices: shared.prices.default({
    default: { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5 },
  }),
  runningSeconds: secondsOrNever(120),
  cancelingSeconds: seconds(10),
  windowSeconds: seconds(86_400),
  archiveSeconds: seconds(29 * 86_400),
  maxRequests: z.number().int().default(100_000),
  maxBytes: z
    .number()
    .int()
    .default(256 * 1024 * 1024),
  queueLimit: z.number().int().nullable().default(200_000),
  requestsPerMinute: z.number().int().nullable().default(null),
});
export type AnthropicSettings = z.infer<typeof AnthropicSettings>;

export const Settings = z.strictObject({
  openai: OpenaiSettings.prefault({}),
  anthropic: AnthropicSettings.prefault({}),
  bedrock: BedrockSettings.prefault({}),
  vertex: VertexSettings.prefault({}),
});
export type Settings = z.infer<typeof Settings>;

/** A change may name single fields; records such as `queueCaps` are merged, lists are replaced. */
export function mergeSettings(current: unknown, change: unknown): unknown {
  if (!isRecord(current) || !isRecord(change)) return change;
  const merged: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(change)) merged[key] = mergeSettings(current[key], value);
  return merged;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
