import type { Refused } from "@/lib/sandbox/vertex/answer";
import { dropSpool } from "@/lib/sandbox/work/lines";
import { doneAt, type JobRecord, type JobState } from "./record";
import { writeResults, writeUnworked } from "./results";
import { type BatchRoom, enter, settingsOf, spoolOf } from "./room";

/** The job could not begin: nothing ran, there is no output. */
export async function failJob(
  room: BatchRoom,
  job: JobRecord,
  { error, at }: { error: Refused; at: number },
): Promise<void> {
  await writeUnworked(room, job, "refused");
  job.error = error;
  job.stats = { successful: 0, failed: 0, incomplete: null };
  leave(room, job, { state: "JOB_STATE_FAILED", at });
}

/** It waited in the queue for as long as a job may. */
export async function expireJob(room: BatchRoom, job: JobRecord, at: number): Promise<void> {
  await writeUnworked(room, job, "expired");
  leave(room, job, { state: "JOB_STATE_EXPIRED", at });
}

/** Writes the rows that had their turn, and closes the job. */
export async function endJob(
  room: BatchRoom,
  job: JobRecord,
  { isLate, at }: { isLate: boolean; at: number },
): Promise<void> {
  const { epoch } = job;
  const isCancelled = job.state === "JOB_STATE_CANCELLING";
  if (!job.plan) {
    await writeUnworked(room, job, "cancelled");
    if (job.epoch === epoch) leave(room, job, { state: "JOB_STATE_CANCELLED", at });
    return;
  }
  const done = isLate || isCancelled ? doneAt(job, at).done : job.plan.finishing;
  const written = await writeResults({
    room,
    job,
    done,
    unfinished: isCancelled ? "cancelled" : "expired",
    at,
  });
  if (job.epoch !== epoch) return written.drop();
  job.outputInfo = await written.keep();
  job.stats = written.stats;
  job.billed = written.billed;
  const late = settingsOf(room).overtimeState;
  const state = isCancelled
    ? "JOB_STATE_CANCELLED"
    : isLate && written.stats.incomplete
      ? late
      : "JOB_STATE_SUCCEEDED";
  if (state === "JOB_STATE_FAILED") job.error = { kind: "INTERNAL", message: "The job ran out of time." };
  leave(room, job, { state, at });
}

function leave(room: BatchRoom, job: JobRecord, { state, at }: { state: JobState; at: number }): void {
  job.at.ended = at;
  const left = enter(room, job, { state, dueAt: null, at });
  // Not before the end is on disk: a crash in between must find the rows again.
  room.world.agenda.aside(left.then(() => dropSpool(spoolOf(room, job))));
}
