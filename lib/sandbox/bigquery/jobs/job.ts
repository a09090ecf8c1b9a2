import type { Field } from "@/lib/sandbox/bigquery/fields";
import type { TableName } from "@/lib/sandbox/bigquery/table-room";
import { isRecord } from "@/lib/sandbox/platform/settings";

export type JobError = { reason: string; message: string; location?: string };

export type JobRecord = {
  /** `project:jobId` */
  id: string;
  project: string;
  jobId: string;
  location: string;
  kind: "load" | "query";
  /** As it was sent. */
  configuration: Record<string, unknown>;
  createdAt: number;
  doneAt: number;
  error: JobError | null;
  statistics: Record<string, unknown>;
  /** A query's own text. */
  sql: string | null;
};

export type Wanted = { project: string; jobId: string | null; location: string | null };

/** The reference that a job was sent with; the caller chooses its id, or leaves it to us. */
export function readReference(project: string, body: unknown): Wanted {
  const reference = isRecord(body) && isRecord(body.jobReference) ? body.jobReference : {};
  return {
    project,
    jobId: typeof reference.jobId === "string" ? reference.jobId : null,
    location: typeof reference.location === "string" ? reference.location : null,
  };
}

export function readTable(value: unknown, project: string): TableName | null {
  if (!isRecord(value) || typeof value.tableId !== "string" || typeof value.datasetId !== "string")
    return null;
  return {
    project: typeof value.projectId === "string" ? value.projectId : project,
    dataset: value.datasetId,
    table: value.tableId,
  };
}

export function jobOnTheWire(job: JobRecord, now: number, origin: string) {
  const isDone = now >= job.doneAt;
  return {
    kind: "bigquery#job",
    etag: Buffer.from(job.id).toString("base64url"),
    id: `${job.project}:${job.location}.${job.jobId}`,
    selfLink: `${origin}/bigquery/v2/projects/${job.project}/jobs/${job.jobId}?location=${job.location}`,
    user_email: "sandbox@example.iam.gserviceaccount.com",
    configuration: { ...job.configuration, jobType: job.kind.toUpperCase() },
    jobReference: { projectId: job.project, jobId: job.jobId, location: job.location },
    statistics: {
      creationTime: String(job.createdAt),
      startTime: String(job.createdAt),
      ...(isDone && { endTime: String(job.doneAt), ...job.statistics }),
    },
    status: {
      ...(isDone && job.error && { errorResult: job.error, errors: [job.error] }),
      state: isDone ? "DONE" : "RUNNING",
    },
  };
}

export type QueryResult = { fields: Field[]; rows: Record<string, unknown>[] };
