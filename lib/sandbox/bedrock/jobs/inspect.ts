import { appendFileSync, linkSync, readFileSync, rmSync } from "node:fs";
import { complaintAbout } from "@/lib/sandbox/bedrock/answers/complaint";
import { baseModel, familyOf } from "@/lib/sandbox/bedrock/answers/family";
import { numberFor } from "@/lib/sandbox/bedrock/settings";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { ObjectRecord } from "@/lib/sandbox/s3/object-room";
import { bucketSettings } from "@/lib/sandbox/s3/rights";
import { type LineIndex, readLines } from "@/lib/sandbox/work/lines";
import { endings, outcomeFor } from "@/lib/sandbox/work/plan";
import { type InputFile, type JobRecord, type JobWish, placeOf } from "./record";
import { type JobRoom, settingsOf, spoolOf } from "./room";

export type Inspected = { failure: string } | { index: LineIndex; inputs: InputFile[] };

/** The input files of a job: one file, or all of a folder. */
export function inputObjects(room: JobRoom, { inputUri }: JobWish): ObjectRecord[] {
  const { bucket, key } = placeOf(inputUri);
  const one = room.store.find(bucket, key);
  if (one) return [one];
  const folder = key === "" || key.endsWith("/") ? key : `${key}/`;
  return room.store.under(bucket, folder).filter((object) => object.key.endsWith(".jsonl"));
}

/** What Bedrock looks at before a job may run: access, shape and size, and not whether a body suits its model. */
export async function inspectInput(room: JobRoom, job: JobRecord): Promise<Inspected> {
  const settings = settingsOf(room);
  const model = baseModel(job.modelId);
  const files = inputObjects(room, job);
  const barred = accessProblem(room, job, files);
  if (barred) return { failure: barred };
  const large = files.find((file) => file.bytes > settings.maxFileBytes);
  if (large) return { failure: `The input file ${large.key} is larger than ${settings.maxFileBytes} bytes.` };
  if (files.reduce((sum, file) => sum + file.bytes, 0) > settings.maxJobBytes)
    return { failure: `The input of the job is larger than ${settings.maxJobBytes} bytes.` };
  const read = await spoolLines(room, job, files);
  if ("failure" in read) return read;
  const records = read.index.offsets.length;
  const least = numberFor(settings.minRecords, model);
  const most = numberFor(settings.maxRecords, model);
  if (records < least) return { failure: tooFewRecords(records, least) };
  if (records > most)
    return {
      failure: `The batch inference job holds ${records} records; the maximum for this model is ${most}.`,
    };
  return read;
}

function accessProblem(room: JobRoom, job: JobRecord, files: ObjectRecord[]): string | null {
  const input = placeOf(job.inputUri);
  const output = placeOf(job.outputUri);
  if (!bucketSettings(room.world, input.bucket).roleMay.includes("read"))
    return `The role ${job.roleArn} does not have permission to read from the input location ${job.inputUri}. Grant it s3:GetObject and s3:ListBucket.`;
  if (!bucketSettings(room.world, output.bucket).roleMay.includes("write"))
    return `The role ${job.roleArn} does not have permission to write to the output location ${job.outputUri}. Grant it s3:PutObject.`;
  return files.length === 0 ? `No input file was found at ${job.inputUri}.` : null;
}

async function spoolLines(room: JobRoom, job: JobRecord, files: ObjectRecord[]): Promise<Inspected> {
  const outcomeOf = outcomeFor(job.outcomes, room.world.seed);
  const index: LineIndex = { offsets: [], lengths: [], endings: [] };
  const inputs: InputFile[] = [];
  const spool = spoolOf(room, job);
  gather(room, files, spool);
  let base = 0;
  for (const file of files) {
    let lines = 0;
    for await (const line of readLines(room.store.path(file.file))) {
      const record = readRecord(line.text);
      if (!record)
        return { failure: `Line ${line.number} of ${file.key} is not a record with a modelInput object.` };
      lines += 1;
      index.offsets.push(base + line.offset);
      index.lengths.push(line.length);
      const isRefused = complaintOf(job, record.modelInput) !== null;
      index.endings.push(isRefused ? endings.failed : endings[outcomeOf(record.recordId ?? "")]);
    }
    inputs.push({ key: file.key, lines });
    base += file.bytes + (files.length > 1 ? 1 : 0);
  }
  return { index, inputs };
}

/** A second name for the one file, or all of them one after another. */
function gather(room: JobRoom, files: ObjectRecord[], spool: string): void {
  rmSync(spool, { force: true });
  const [only] = files;
  if (only && files.length === 1) {
    linkSync(room.store.path(only.file), spool);
    return;
  }
  for (const { file } of files)
    appendFileSync(spool, Buffer.concat([readFileSync(room.store.path(file)), Buffer.from("\n")]));
}

export type BatchLine = { recordId: string | null; modelInput: Record<string, unknown> };

export function readRecord(text: string): BatchLine | null {
  try {
    const line: unknown = JSON.parse(text);
    if (!isRecord(line) || !isRecord(line.modelInput)) return null;
    if (line.recordId !== undefined && typeof line.recordId !== "string") return null;
    return { recordId: line.recordId ?? null, modelInput: line.modelInput };
  } catch {
    return null;
  }
}

export function complaintOf(job: JobRecord, body: Record<string, unknown>): string | null {
  const family = job.type === "Converse" ? "converse" : familyOf(job.modelId, body);
  return complaintAbout(family, body, true);
}

export function tooFewRecords(records: number, least: number): string {
  return `The batch inference job holds ${records} records; the minimum for this model is ${least}.`;
}
