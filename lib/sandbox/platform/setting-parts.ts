import { z } from "zod";

// What the settings of all providers are made of.

const Outcome = z.enum(["succeeded", "failed", "expired"]);
export type Outcome = z.infer<typeof Outcome>;

/** How single lines end: a share by a hash of their custom id, or by a pattern on it. */
const Outcomes = z.strictObject({
  failShare: z.number().min(0).max(1).default(0),
  /** These never finish, so their batch runs until its window closes. */
  expireShare: z.number().min(0).max(1).default(0),
  overrides: z.array(z.strictObject({ pattern: z.string(), outcome: Outcome })).default([]),
});
export type Outcomes = z.infer<typeof Outcomes>;

/** US dollars for a million tokens at the synchronous price. */
const Price = z.strictObject({
  input: z.number(),
  cachedInput: z.number(),
  cacheWrite: z.number(),
  output: z.number(),
});
export type Price = z.infer<typeof Price>;

const Usage = z.strictObject({
  cachedShare: z.number().min(0).max(1).default(0.25),
  cacheWriteShare: z.number().min(0).max(1).default(0),
  /** Shorter prompts are never cached. */
  minimumCacheable: z.number().int().min(0).default(1024),
  reasoningShare: z.number().min(0).max(1).default(0),
  outputTokens: z.tuple([z.number().int(), z.number().int()]).default([24, 160]),
});
export type UsageSettings = z.infer<typeof Usage>;

export const shared = {
  outcomes: Outcomes.prefault({}),
  usage: Usage.prefault({}),
  /** By model, `default` for the rest. */
  prices: z.record(z.string(), Price),
  batchPriceShare: z.number().default(0.5),
  /** Null: every model name exists. */
  models: z.array(z.string()).nullable().default(null),
  revokedKeys: z.array(z.string()).default([]),
  /** Key → project, workspace or account; the others share one. */
  scopes: z.record(z.string(), z.string()).default({}),
  answerMilliseconds: z.number().min(0).default(0),
};

export const seconds = (value: number) => z.number().min(0).default(value);
/** Null: never by itself, only when told to. */
export const secondsOrNever = (value: number) => z.number().min(0).nullable().default(value);
