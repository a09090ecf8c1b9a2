import type { InvocationType } from "@/lib/sandbox/bedrock/answers/family";
import type { Outcomes } from "@/lib/sandbox/platform/setting-parts";
import { doneShare, type Pace, type Plan, progressAt } from "@/lib/sandbox/work/plan";

export const statuses = [
  "Submitted",
  "Validating",
  "Scheduled",
  "InProgress",
  "Stopping",
  "Completed",
  "PartiallyCompleted",
  "Failed",
  "Stopped",
  "Expired",
] as const;
export type JobStatus = (typeof statuses)[number];

const over: readonly JobStatus[] = ["Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired"];

export type Tag = { key: string; value: string };

/** What a caller wants done. */
export type JobWish = {
  jobName: string;
  roleArn: string;
  modelId: string;
  type: InvocationType;
  inputUri: string;
  outputUri: string;
  timeoutHours: number;
  tags: Tag[];
  token: string;
  /** As it was sent; it comes back in every answer. */
  configs: { inputDataConfig: unknown; outputDataConfig: unknown; vpcConfig?: unknown };
};

/** One input file, and how many of the spooled lines are its own. */
export type InputFile = { key: string; lines: number };

export type Counts = { total: number; success: number; error: number };

/** Moments are virtual milliseconds here and ISO 8601 texts on the wire. */
export type JobRecord = JobWish & {
  /** The last part of the ARN. */
  id: string;
  arn: string;
  account: string;
  region: string;
  status: JobStatus;
  message: string | null;
  at: { submitted: number; modified: number; ended?: number };
  expires: number;
  /** When the next thing happens by itself; null when nothing will. */
  dueAt: number | null;
  /** Raised by every change of status: work begun under an older one is thrown away. */
  epoch: number;
  outcomes: Outcomes;
  inputs: InputFile[] | null;
  plan: Plan | null;
  pace: Pace | null;
  /** Final, once the job is over. */
  counts: Counts | null;
  billed: string;
  hiddenUntil: number;
  /** How often the job was asked for. */
  polls: number;
};

export const isOver = (job: JobRecord) => over.includes(job.status);

/** Nothing is counted before the input was read. */
export function countsAt(job: JobRecord, now: number): Counts {
  if (job.counts) return job.counts;
  if (!job.plan) return { total: 0, success: 0, error: 0 };
  const { done, failed } = job.pace ? progressAt(job.plan, doneShare(job.pace, now)) : { done: 0, failed: 0 };
  return { total: job.plan.total, success: done - failed, error: failed };
}

export function jobOnTheWire(job: JobRecord, now: number) {
  const counts = countsAt(job, now);
  return {
    jobArn: job.arn,
    jobName: job.jobName,
    modelId: job.modelId,
    clientRequestToken: job.token,
    roleArn: job.roleArn,
    status: job.status,
    ...(job.message !== null && { message: job.message }),
    submitTime: moment(job.at.submitted),
    lastModifiedTime: moment(job.at.modified),
    ...(job.at.ended !== undefined && { endTime: moment(job.at.ended) }),
    ...job.configs,
    timeoutDurationInHours: job.timeoutHours,
    jobExpirationTime: moment(job.expires),
    modelInvocationType: job.type,
    totalRecordCount: counts.total,
    processedRecordCount: counts.success + counts.error,
    successRecordCount: counts.success,
    errorRecordCount: counts.error,
  };
}

export const moment = (at: number) => new Date(at).toISOString();

/** A bucket and what comes after it. */
export function placeOf(uri: string): { bucket: string; key: string } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { bucket, key };
}

/** Where the results of a job lie. */
export function outputFolder(job: JobRecord): { bucket: string; key: string } {
  const { bucket, key } = placeOf(job.outputUri);
  const prefix = key === "" || key.endsWith("/") ? key : `${key}/`;
  return { bucket, key: `${prefix}${job.id}/` };
}
