import { doneShare } from "@/lib/sandbox/work/plan";
import type { JobRecord } from "./record";
import { type BatchRoom, enter, settingsOf } from "./room";

/** Stops the work where it stands; the end follows. */
export async function cancelJob(room: BatchRoom, job: JobRecord): Promise<void> {
  const now = room.world.clock.now();
  if (job.pace) job.pace = { startedAt: now, share: doneShare(job.pace, now), endsAt: null };
  const dueAt = now + settingsOf(room).cancellingSeconds * 1000;
  await enter(room, job, { state: "JOB_STATE_CANCELLING", dueAt, at: now });
}

/** By hand: the share of the rows that is done now; held there, or going on at the usual speed. */
export async function setProgress(
  room: BatchRoom,
  job: JobRecord,
  { share, hold }: { share: number; hold: boolean },
): Promise<boolean> {
  if (job.state !== "JOB_STATE_RUNNING" || !job.pace) return false;
  const now = room.world.clock.now();
  const { runningSeconds } = settingsOf(room);
  const endsAt = hold || runningSeconds === null ? null : now + runningSeconds * 1000 * (1 - share);
  job.pace = { startedAt: now, share, endsAt };
  await enter(room, job, { state: "JOB_STATE_RUNNING", dueAt: dueWhileRunning(job), at: now });
  return true;
}

/** By hand: its time is over now. With `all`, on nothing but what can never finish. */
export async function closeWindow(room: BatchRoom, job: JobRecord, all: boolean): Promise<boolean> {
  if (job.state === "JOB_STATE_CANCELLING") return false;
  const now = room.world.clock.now();
  if (job.pace) job.pace = { startedAt: now, share: all ? 1 : doneShare(job.pace, now), endsAt: null };
  if (!all || (job.plan && job.plan.finishing < job.plan.total)) job.closesAt = now;
  await enter(room, job, { state: job.state, dueAt: now, at: now });
  return true;
}

/** With rows that never finish there is nothing to wait for but the end of the day. */
export function dueWhileRunning(job: JobRecord): number {
  const canFinish = job.plan !== null && job.plan.finishing === job.plan.total;
  const endsAt = canFinish ? (job.pace?.endsAt ?? null) : null;
  return Math.min(endsAt ?? job.closesAt, job.closesAt);
}
