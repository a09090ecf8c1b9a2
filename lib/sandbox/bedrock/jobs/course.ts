import { rmSync } from "node:fs";
import { saveIndex } from "@/lib/sandbox/work/lines";
import { doneShare, planWork, progressAt } from "@/lib/sandbox/work/plan";
import { inspectInput } from "./inspect";
import type { JobRecord } from "./record";
import { storeResults, writeResults, writeUnworked } from "./results";
import { enter, type JobRoom, settingsOf, spoolOf } from "./room";
import { dueWhileRunning } from "./told";

/** The step that is due now. */
export async function advanceJob(room: JobRoom, job: JobRecord, at: number): Promise<void> {
  const { validatingSeconds, scheduledSeconds } = settingsOf(room);
  switch (job.status) {
    case "Submitted":
      return void enter(room, job, { status: "Validating", dueAt: at + validatingSeconds * 1000, at });
    case "Validating":
      return validate(room, job, { at, scheduledSeconds });
    case "Scheduled":
      return at >= job.expires ? giveUp(room, job, { status: "Expired", at }) : start(room, job, at);
    case "InProgress":
      return endJob(room, job, { status: at >= job.expires ? "PartiallyCompleted" : "Completed", at });
    case "Stopping":
      return job.plan && job.pace
        ? endJob(room, job, { status: "Stopped", at })
        : giveUp(room, job, { status: "Stopped", at });
    default:
      return;
  }
}

async function validate(
  room: JobRoom,
  job: JobRecord,
  { at, scheduledSeconds }: { at: number; scheduledSeconds: number | null },
): Promise<void> {
  const { epoch } = job;
  const inspected = await inspectInput(room, job);
  if (job.epoch !== epoch) return;
  if ("failure" in inspected) {
    job.message = inspected.failure;
    return giveUp(room, job, { status: "Failed", at });
  }
  saveIndex(`${spoolOf(room, job)}.index`, inspected.index);
  job.inputs = inspected.inputs;
  job.plan = planWork(inspected.index.endings, `${room.world.seed}:${job.id}`);
  const dueAt = scheduledSeconds === null ? job.expires : at + scheduledSeconds * 1000;
  void enter(room, job, { status: "Scheduled", dueAt: Math.min(dueAt, job.expires), at });
}

function start(room: JobRoom, job: JobRecord, at: number): void {
  const { runningSeconds } = settingsOf(room);
  const endsAt = runningSeconds === null ? null : at + runningSeconds * 1000;
  job.pace = { startedAt: at, share: 0, endsAt };
  void enter(room, job, { status: "InProgress", dueAt: dueWhileRunning(job), at });
}

type End = { status: "Completed" | "PartiallyCompleted" | "Stopped" | "Failed" | "Expired"; at: number };

/** Writes what was done and closes the job. */
async function endJob(room: JobRoom, job: JobRecord, { status, at }: End): Promise<void> {
  if (!job.plan || !job.pace) return;
  const { epoch } = job;
  const done =
    status === "Completed" ? job.plan.finishing : progressAt(job.plan, doneShare(job.pace, at)).done;
  const written = await writeResults({ room, job, done, status, at });
  if (job.epoch !== epoch) {
    for (const part of written.parts) rmSync(part.path, { force: true });
    return;
  }
  await storeResults(room, job, written);
  job.counts = written.counts;
  job.billed = written.billed;
  void enter(room, job, { status, dueAt: null, at });
}

/** Nothing ran: the records are on file, and cost nothing. */
async function giveUp(room: JobRoom, job: JobRecord, { status, at }: End): Promise<void> {
  const { epoch } = job;
  await writeUnworked(room, job, status);
  if (job.epoch === epoch) void enter(room, job, { status, dueAt: null, at });
}
