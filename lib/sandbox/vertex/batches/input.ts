import { locationOf } from "@/lib/sandbox/bigquery/room";
import { readTableUri } from "@/lib/sandbox/bigquery/table-room";
import { canReach } from "@/lib/sandbox/google/places";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { Refused } from "@/lib/sandbox/vertex/answer";
import { readLines } from "@/lib/sandbox/work/lines";
import type { JobRecord } from "./record";
import { type BatchRoom, settingsOf } from "./room";

/** A row as it came: the request, and the columns it stood among. */
export type InputRow = { id: string; request: unknown; columns: Record<string, unknown> };

/** The rows of a job's source as JSON texts, or why they cannot be had. */
export type Opened = { refused: Refused } | { rows: AsyncIterable<string>; bytes: number };

export function openInput(room: BatchRoom, job: JobRecord): Opened {
  return job.source.kind === "gcs"
    ? openObjects(room, job, job.source.uris)
    : openTable(room, job, job.source.uri);
}

const refused = (kind: Refused["kind"], message: string): Opened => ({ refused: { kind, message } });

function openObjects(room: BatchRoom, job: JobRecord, uris: string[]): Opened {
  const { buckets, agentDenied } = settingsOf(room);
  const paths: string[] = [];
  let bytes = 0;
  for (const uri of uris) {
    const match = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri);
    const bucket = buckets[match?.[1] ?? ""];
    const object = room.storage.room.find(match?.[1] ?? "", match?.[2] ?? "");
    if (!bucket || !object) return refused("NOT_FOUND", `The file ${uri} was not found.`);
    if (!canReach(job.location, bucket.location))
      return refused(
        "FAILED_PRECONDITION",
        `The bucket of ${uri} is in ${bucket.location}; the job runs in ${job.location}.`,
      );
    if (agentDenied.includes("storage.objects.get"))
      return refused("PERMISSION_DENIED", `Permission 'storage.objects.get' denied on ${uri}.`);
    paths.push(room.storage.room.path(object));
    bytes += object.bytes;
  }
  async function* rows() {
    for (const path of paths) for await (const line of readLines(path)) if (line.text !== "") yield line.text;
  }
  return { rows: rows(), bytes };
}

function openTable(room: BatchRoom, job: JobRecord, uri: string): Opened {
  const name = readTableUri(uri);
  const { room: warehouse } = room.warehouse;
  const location = name && locationOf(warehouse, name.project, name.dataset);
  const table = name?.table ? warehouse.tables.find({ ...name, table: name.table }) : undefined;
  if (!table || !location) return refused("NOT_FOUND", `The table ${uri} was not found.`);
  if (!canReach(job.location, location))
    return refused(
      "FAILED_PRECONDITION",
      `The table ${uri} is in ${location}; the job runs in ${job.location}.`,
    );
  if (settingsOf(room).agentDenied.includes("bigquery.tables.getData"))
    return refused("PERMISSION_DENIED", `Permission 'bigquery.tables.getData' denied on ${uri}.`);
  if (!table.fields.some((field) => field.name === "request"))
    return refused("INVALID_ARGUMENT", `The table ${uri} has no column named request.`);
  const odd = table.fields.find(
    (field) =>
      field.mode === "REPEATED" ||
      ["RECORD", "STRUCT", "RANGE", "DATETIME", "GEOGRAPHY"].includes(field.type),
  );
  if (odd) return refused("INVALID_ARGUMENT", `The column ${odd.name} has a type that cannot be copied.`);
  const stored = warehouse.tables.read(table);
  async function* rows() {
    for await (const { row } of stored) yield JSON.stringify(row);
  }
  return { rows: rows(), bytes: 0 };
}

/** Null: not a row at all, which fails the job as a whole. */
export function readRow(room: BatchRoom, job: JobRecord, text: string, place: number): InputRow | null {
  const line = parse(text);
  if (!isRecord(line) || line.request === undefined) return null;
  const { idLabel, idColumn } = settingsOf(room);
  const request = typeof line.request === "string" ? parse(line.request) : line.request;
  const labels = isRecord(request) && isRecord(request.labels) ? request.labels : {};
  const id = job.source.kind === "gcs" ? labels[idLabel] : line[idColumn];
  return { id: typeof id === "string" ? id : `row_${place + 1}`, request, columns: line };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
