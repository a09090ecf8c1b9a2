import { isRecord } from "@/lib/sandbox/platform/settings";
import type { Refused } from "@/lib/sandbox/vertex/answer";
import { camelCased, complaintAbout } from "@/lib/sandbox/vertex/answer";
import { createLineWriter, type LineIndex, saveIndex } from "@/lib/sandbox/work/lines";
import { endings, outcomeFor, planWork } from "@/lib/sandbox/work/plan";
import { failJob } from "./ending";
import { openInput, readRow } from "./input";
import { outputTrouble } from "./output";
import type { JobRecord } from "./record";
import { type BatchRoom, enter, settingsOf, spoolOf } from "./room";
import { dueWhileRunning } from "./told";

/** The end of the preparation: the rows are read, and the job runs or has failed. */
export async function admitJob(room: BatchRoom, job: JobRecord, at: number): Promise<void> {
  const { epoch } = job;
  const read = await readInput(room, job);
  if (job.epoch !== epoch) return;
  if ("refused" in read) return failJob(room, job, { error: read.refused, at });
  const { index } = read;
  saveIndex(`${spoolOf(room, job)}.index`, index);
  const settings = settingsOf(room);
  const running = settings.runningSeconds;
  job.plan = planWork(index.endings, `${room.world.seed}:${job.id}`);
  job.pace = { startedAt: at, share: 0, endsAt: running === null ? null : at + running * 1000 };
  job.at.started = at;
  job.closesAt = at + settings.runWindowSeconds * 1000;
  void enter(room, job, { state: "JOB_STATE_RUNNING", dueAt: dueWhileRunning(job), at });
}

/** Copies the rows to where they stay while the job runs, whatever becomes of the bucket or the table. */
async function readInput(
  room: BatchRoom,
  job: JobRecord,
): Promise<{ index: LineIndex } | { refused: Refused }> {
  const { maxRequests, maxBytes } = settingsOf(room);
  const opened = openInput(room, job);
  if ("refused" in opened) return opened;
  const trouble = outputTrouble(room, job);
  if (trouble) return { refused: trouble };
  const invalid = (message: string) => ({ refused: { kind: "INVALID_ARGUMENT" as const, message } });
  if (opened.bytes > maxBytes) return invalid(`The input has more than ${maxBytes} bytes.`);
  const outcomeOf = outcomeFor(job.outcomes, room.world.seed);
  const index: LineIndex = { offsets: [], lengths: [], endings: [] };
  const writer = createLineWriter(spoolOf(room, job));
  let offset = 0;
  try {
    for await (const text of opened.rows) {
      const row = readRow(room, job, text, index.offsets.length);
      if (!row) return invalid(`Line ${index.offsets.length + 1} of the input is not a request.`);
      const length = Buffer.byteLength(text);
      const request = isRecord(row.request) ? camelCased(row.request) : row.request;
      index.offsets.push(offset);
      index.lengths.push(length);
      index.endings.push(complaintAbout(request, true) ? endings.failed : endings[outcomeOf(row.id)]);
      offset += length + 1;
      writer.add(text);
    }
  } finally {
    writer.close();
  }
  if (index.offsets.length === 0) return invalid("The input holds no requests.");
  if (index.offsets.length > maxRequests) return invalid(`The input has more than ${maxRequests} requests.`);
  return { index };
}
