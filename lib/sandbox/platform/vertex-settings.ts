import { z } from "zod";
import { seconds, secondsOrNever, shared } from "./setting-parts";

const Place = z.strictObject({ location: z.string() });

export const VertexSettings = z.strictObject({
  ...shared,
  prices: shared.prices.default({
    "gemini-2.5-flash": { input: 0.3, cachedInput: 0.03, cacheWrite: 0, output: 2.5 },
    "gemini-2.5-pro": { input: 1.25, cachedInput: 0.125, cacheWrite: 0, output: 10 },
    default: { input: 0.5, cachedInput: 0.05, cacheWrite: 0, output: 3 },
  }),
  queuedSeconds: secondsOrNever(2),
  pendingSeconds: seconds(20),
  runningSeconds: secondsOrNever(128),
  cancellingSeconds: seconds(10),
  queueWindowSeconds: seconds(72 * 3600),
  runWindowSeconds: seconds(24 * 3600),
  maxRequests: z.number().int().default(200_000),
  maxBytes: z
    .number()
    .int()
    .default(1024 ** 3),
  /** What becomes of a job that ran out of its day: the vendor says that finished rows stay, and not what it is called. */
  overtimeState: z
    .enum(["JOB_STATE_PARTIALLY_SUCCEEDED", "JOB_STATE_CANCELLED", "JOB_STATE_FAILED"])
    .default("JOB_STATE_PARTIALLY_SUCCEEDED"),
  showsStatsWhileRunning: z.boolean().default(true),
  /** Where the record finds the id of a row: a label of the request, a column of the table. */
  idLabel: z.string().default("offpeak_id"),
  idColumn: z.string().default("custom_id"),
  /** Null: every project exists. */
  projects: z.array(z.string()).nullable().default(null),
  apiDisabled: z.boolean().default(false),
  /** How long a load or a query of BigQuery takes. */
  loadSeconds: seconds(0),
  /** Permissions that the caller lacks: `storage.objects.create`, `bigquery.tables.create`, `aiplatform.batchPredictionJobs.create`. */
  denied: z.array(z.string()).default([]),
  /** Permissions that the job itself lacks, so that it fails while it runs. */
  agentDenied: z.array(z.string()).default([]),
  buckets: z.record(z.string(), Place).default({ "offpeak-sandbox": { location: "US" } }),
  datasets: z.record(z.string(), Place).default({ offpeak: { location: "US" } }),
});
export type VertexSettings = z.infer<typeof VertexSettings>;
