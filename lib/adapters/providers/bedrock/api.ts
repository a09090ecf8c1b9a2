import { z } from "zod";
import { AppError } from "@/lib/core/errors";

// Only what is read. AWS leaves out what is absent, and the SDK has made dates of moments.

const Moment = z
  .union([z.date(), z.string()])
  .transform((value) => new Date(value))
  .nullish()
  .catch(null);
const Count = z.number().nullish().catch(null);

const s3Place = z.object({ s3Uri: z.string() });

export const WireJob = z.object({
  jobArn: z.string().min(1),
  jobName: z.string().nullish(),
  clientRequestToken: z.string().nullish(),
  status: z.string().nullish(),
  message: z.string().nullish(),
  submitTime: Moment,
  endTime: Moment,
  lastModifiedTime: Moment,
  jobExpirationTime: Moment,
  inputDataConfig: z.object({ s3InputDataConfig: s3Place }).nullish().catch(null),
  outputDataConfig: z.object({ s3OutputDataConfig: s3Place }).nullish().catch(null),
  totalRecordCount: Count,
  processedRecordCount: Count,
  successRecordCount: Count,
  errorRecordCount: Count,
});
export type WireJob = z.infer<typeof WireJob>;

/** A page of jobs. Without a list in it, it is no answer that says "none". */
export const WireJobs = z.object({
  invocationJobSummaries: z.array(WireJob),
  nextToken: z.string().nullish(),
});
export type WireJobs = z.infer<typeof WireJobs>;

/** The summary beside the results. */
export const WireManifest = z.object({
  processedRecordCount: Count,
  successRecordCount: Count,
  errorRecordCount: Count,
});
export type WireManifest = z.infer<typeof WireManifest>;

/** What EventBridge posts when a job has changed. */
export const WireEvent = z.object({
  id: z.string().min(1),
  source: z.literal("aws.bedrock"),
  "detail-type": z.literal("Batch Inference Job State Change"),
  detail: z.object({ batchJobArn: z.string().min(1) }),
});

export function parseAnswer<T>(shape: z.ZodType<T>, answer: unknown): T {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError("provider_busy", "Bedrock answered with something that is not what it should be.");
}
