import { z } from "zod";
import { seconds, secondsOrNever, shared } from "@/lib/sandbox/platform/setting-parts";

const Bucket = z.strictObject({
  exists: z.boolean().default(true),
  /** Null: where Bedrock is. */
  region: z.string().nullable().default(null),
  callerMay: z.array(z.enum(["list", "get", "put", "delete"])).default(["list", "get", "put", "delete"]),
  roleMay: z.array(z.enum(["read", "write"])).default(["read", "write"]),
});
export type BucketSettings = z.infer<typeof Bucket>;

const Role = z.strictObject({
  /** The caller may hand it to Bedrock. */
  passable: z.boolean().default(true),
  /** Bedrock may take it on. */
  trusted: z.boolean().default(true),
});

/** A number for each model, `default` for the rest. */
const byModel = (value: number) => z.record(z.string(), z.number().int().min(0)).default({ default: value });

export const BedrockSettings = z.strictObject({
  ...shared,
  prices: shared.prices.default({
    "amazon.titan-embed-text-v2:0": { input: 0.02, cachedInput: 0.02, cacheWrite: 0.02, output: 0 },
    default: { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5 },
  }),
  /** Where a caller is who does not say so, and where buckets are. */
  region: z.string().default("us-east-1"),
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .default("123456789012"),
  submittedSeconds: seconds(2),
  validatingSeconds: seconds(20),
  scheduledSeconds: secondsOrNever(10),
  runningSeconds: secondsOrNever(120),
  stoppingSeconds: seconds(10),
  /** What stands in for a time-out that was not asked for. */
  timeoutHours: z.number().int().min(24).max(168).default(24),
  minRecords: byModel(100),
  /** Where too few records show: the job fails while it is validated, or is never made. AWS does not say which. */
  tooFew: z.enum(["failed", "refused"]).default("failed"),
  maxRecords: byModel(50_000),
  maxFileBytes: z.number().int().default(1_000_000_000),
  maxJobBytes: z.number().int().default(5_000_000_000),
  /** Jobs of one model that are not over. */
  concurrentJobs: byModel(20),
  /** The same name for another job is a conflict. AWS does not say so. */
  uniqueNames: z.boolean().default(true),
  /** Models that answer single calls and no jobs. */
  noBatch: z.array(z.string()).default([]),
  /** Whether records of a job read and write a cache. AWS documents none. */
  batchCaches: z.boolean().default(false),
  buckets: z.record(z.string(), Bucket.prefault({})).default({ default: Bucket.parse({}) }),
  roles: z.record(z.string(), Role.prefault({})).default({ default: Role.parse({}) }),
  /** Targets of an EventBridge rule, with the header that their connection adds. */
  events: z
    .array(
      z.strictObject({ url: z.url(), secret: z.string(), header: z.string().default("x-offpeak-secret") }),
    )
    .default([]),
  eventRetrySeconds: z.array(z.number()).default([5, 60]),
});
export type BedrockSettings = z.infer<typeof BedrockSettings>;

export function numberFor(numbers: Record<string, number>, model: string): number {
  return numbers[model] ?? numbers.default ?? Number.POSITIVE_INFINITY;
}
