import { rmSync } from "node:fs";
import type { Field } from "@/lib/sandbox/bigquery/fields";
import { locationOf } from "@/lib/sandbox/bigquery/room";
import { readTableUri, type TableName } from "@/lib/sandbox/bigquery/table-room";
import { canReach } from "@/lib/sandbox/google/places";
import type { Refused } from "@/lib/sandbox/vertex/answer";
import { createLineWriter, readLines } from "@/lib/sandbox/work/lines";
import type { Spoiling } from "@/lib/sandbox/work/result-file";
import { type JobRecord, momentOf } from "./record";
import { type BatchRoom, settingsOf } from "./room";

/** Where worked rows go: written aside first, and put into their place when the job ends. */
export type Output = {
  add(row: Record<string, unknown>): void;
  close(): void;
  keep(): Promise<Record<string, string>>;
  drop(): void;
};

/** Why the output cannot be written; null when it can. */
export function outputTrouble(room: BatchRoom, job: JobRecord): Refused | null {
  const { buckets, agentDenied } = settingsOf(room);
  const { destination } = job;
  const denied = (permission: string, about: string): Refused | null =>
    agentDenied.includes(permission)
      ? { kind: "PERMISSION_DENIED", message: `Permission '${permission}' denied on ${about}.` }
      : null;
  const far = (what: string, location: string): Refused => ({
    kind: "FAILED_PRECONDITION",
    message: `${what} is in ${location}; the job runs in ${job.location}.`,
  });
  if (destination.kind === "gcs") {
    const name = destination.prefix.split("/")[2] ?? "";
    const bucket = buckets[name];
    if (!bucket) return { kind: "NOT_FOUND", message: `The bucket ${name} was not found.` };
    if (!canReach(job.location, bucket.location)) return far(`The bucket ${name}`, bucket.location);
    return denied("storage.objects.create", destination.prefix);
  }
  const name = outputTable(job);
  const { room: warehouse } = room.warehouse;
  const location = locationOf(warehouse, name.project, name.dataset);
  if (location === null) return { kind: "NOT_FOUND", message: `The data set ${name.dataset} was not found.` };
  if (!canReach(job.location, location)) return far(`The data set ${name.dataset}`, location);
  if (warehouse.tables.find(name))
    return { kind: "ALREADY_EXISTS", message: `The table ${name.table} exists already.` };
  return denied("bigquery.tables.create", destination.uri);
}

/** A table of its own when only a data set was named. */
function outputTable(job: JobRecord): TableName {
  const uri = job.destination.kind === "bigquery" ? readTableUri(job.destination.uri) : null;
  const stamp = new Date(job.at.created).toISOString().replace(/[^0-9TZ]/g, "_");
  return {
    project: uri?.project ?? "",
    dataset: uri?.dataset ?? "",
    table: uri?.table ?? `predictions_${stamp}`,
  };
}

export function openOutput(room: BatchRoom, job: JobRecord, spoils: Spoiling): Output {
  const path = room.world.path("incoming", `${job.id}.${job.epoch}`);
  const isFile = job.destination.kind === "gcs";
  const writer = createLineWriter(path, isFile && spoils("bom") ? "\uFEFF" : "");
  return {
    add(row) {
      writer.add(JSON.stringify(row));
      if (isFile && spoils("blank-line")) writer.add("");
    },
    close: () => void writer.close(),
    keep: () => (isFile ? keepObject(room, job, path) : keepTable(room, job, path)),
    drop: () => rmSync(path, { force: true }),
  };
}

async function keepObject(room: BatchRoom, job: JobRecord, path: string): Promise<Record<string, string>> {
  const prefix = job.destination.kind === "gcs" ? job.destination.prefix : "";
  const directory = `${prefix}/prediction-model-${momentOf(job.id, job.at.created)}`;
  const [bucket = "", ...rest] = directory.slice("gs://".length).split("/");
  const name = `${rest.join("/")}/predictions.jsonl`;
  await room.storage.room.keep({ bucket, name, contentType: "application/octet-stream", metadata: {} }, path);
  return { gcsOutputDirectory: directory };
}

async function keepTable(room: BatchRoom, job: JobRecord, path: string): Promise<Record<string, string>> {
  const { tables } = room.warehouse.room;
  const name = outputTable(job);
  // Only a crash of this very step can have left one behind.
  const halfWritten = tables.find(name);
  if (halfWritten) await tables.remove(halfWritten);
  const table = await tables.create(name, outputFields(room, job));
  async function* rows() {
    for await (const line of readLines(path)) yield JSON.parse(line.text);
  }
  await tables.append(table, rows());
  rmSync(path, { force: true });
  return { bigqueryOutputDataset: `bq://${name.project}.${name.dataset}`, bigqueryOutputTable: name.table };
}

const ownFields: Field[] = [
  { name: "response", type: "JSON", mode: "NULLABLE" },
  { name: "status", type: "STRING", mode: "NULLABLE" },
  { name: "processed_time", type: "TIMESTAMP", mode: "NULLABLE" },
];

/** The columns of the input, then what came of each row. */
function outputFields(room: BatchRoom, job: JobRecord): Field[] {
  const uri = job.source.kind === "bigquery" ? readTableUri(job.source.uri) : null;
  const input = uri?.table ? room.warehouse.room.tables.find({ ...uri, table: uri.table }) : undefined;
  return [...(input?.fields ?? [{ name: "request", type: "JSON", mode: "NULLABLE" }]), ...ownFields];
}
