import { z } from "zod";
import { Fix } from "./fix";

/** Picodollars as text: JSON knows no bigint. */
const Money = z.string().regex(/^-?\d+$/);
const Range = z.object({ expected: z.number(), low: z.number(), high: z.number() });

/** One thing that preflight looked at. blocker: it cannot start. advice: it can, and this is what would happen. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(["blocker", "advice", "pass"]),
  /** `Streaming is not possible in a batch` */
  title: z.string(),
  /** What it means, with numbers; never a text of a prompt. */
  detail: z.string().nullable(),
  /** How many lines, and the first of them (1-based lines of the upload). */
  lines: z.int(),
  where: z.array(z.int()),
  /** The click that mends it, and whether it is chosen already: then the finding is what was mended. */
  mends: z.array(z.object({ label: z.string(), fix: Fix })),
  mended: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;

/** Yours, allowed, consequence. */
export const LimitLine = z.object({
  code: z.enum(["requests", "bytes", "enqueued-tokens", "min-requests", "concurrent-jobs"]),
  label: z.string(),
  yours: z.number(),
  allowed: z.number().nullable(),
  unit: z.enum(["requests", "bytes", "tokens", "jobs"]),
  /** fits; split: into several files; waits: until there is room; blocked. unknown: nobody states the limit. */
  consequence: z.enum(["fits", "split", "waits", "blocked", "unknown"]),
  source: z.string().nullable(),
});
export type LimitLine = z.infer<typeof LimitLine>;

/** One file of the plan. Apart: the outliers that would hold up the others. */
export const PlannedPart = z.object({
  number: z.int(),
  model: z.string().nullable(),
  path: z.string(),
  requests: z.int(),
  bytes: z.number(),
  inputTokens: z.number(),
  kind: z.enum(["plain", "canary", "apart"]),
});
export type PlannedPart = z.infer<typeof PlannedPart>;

export const CostEstimate = z.object({
  /** Null: no price is known for some of it, and `unpriced` says what. */
  sync: Money.nullable(),
  batch: Money.nullable(),
  /** If every line without an output limit runs as long as its model can. */
  high: Money.nullable(),
  unpriced: z.array(z.string()),
  /** `142.1 M in at $2.00 and 18.6 M out at $8.00 per million, before the discount.` */
  words: z.string(),
  source: z.string().nullable(),
});
export type CostEstimate = z.infer<typeof CostEstimate>;

/** What preflight found in the upload with the fixes that stand. Kept with the batch as JSON. */
export const PreflightReport = z.object({
  version: z.literal(1),
  fixes: z.array(Fix),
  lines: z.int(),
  /** That would be sent. */
  requests: z.int(),
  bytes: z.number(),
  inputTokens: Range,
  /** sampled: from lines across the file. exact: every line was counted, by this tokenizer. */
  inputTokensBy: z.object({ how: z.enum(["sampled", "exact"]), tokenizer: z.string() }),
  outputTokens: Range,
  /** Where the expected output comes from: the endpoint's own calls, or a default that is said. */
  outputTokensBy: z.string(),
  longestTokens: z.number(),
  models: z.array(z.string()),
  paths: z.array(z.string()),
  features: z.array(z.string()),
  findings: z.array(Finding),
  limits: z.array(LimitLine),
  parts: z.array(PlannedPart),
  cost: CostEstimate,
  /** The first lines that cannot be read at all: line, position in it, why. */
  broken: z.array(z.object({ line: z.int(), column: z.int().nullable(), message: z.string() })),
  tookMs: z.number(),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

export const isBlocked = (report: PreflightReport): boolean =>
  report.findings.some(({ severity, mended }) => severity === "blocker" && !mended);
