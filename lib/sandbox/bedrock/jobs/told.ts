import type { Order } from "@/lib/sandbox/http/play";
import { doneShare } from "@/lib/sandbox/work/plan";
import { isOver, type JobRecord } from "./record";
import { enter, type JobRoom, settingsOf } from "./room";

/** Stops the work where it stands; what is done follows when stopping is through. */
export async function stopJob(room: JobRoom, job: JobRecord): Promise<void> {
  const at = room.world.clock.now();
  hold(job, at);
  await enter(room, job, { status: "Stopping", dueAt: at + settingsOf(room).stoppingSeconds * 1000, at });
}

function hold(job: JobRecord, at: number): void {
  if (job.pace) job.pace = { startedAt: at, share: doneShare(job.pace, at), endsAt: null };
}

/** With records that never finish there is nothing to wait for but the end of the window. */
export function dueWhileRunning(job: JobRecord): number {
  const canFinish = job.plan !== null && job.plan.finishing === job.plan.total;
  const endsAt = canFinish ? (job.pace?.endsAt ?? null) : null;
  return Math.min(endsAt ?? job.expires, job.expires);
}

/** What the control server orders: the job first takes the steps that it has before it. */
export async function obey(room: JobRoom, job: JobRecord, order: Order): Promise<boolean> {
  await hurry(room, job, order);
  const at = room.world.clock.now();
  if (order.kind === "expire" && job.status === "Scheduled") {
    job.expires = at;
    await enter(room, job, { status: "Scheduled", dueAt: at, at });
    return true;
  }
  if (job.status !== "InProgress" || !job.plan) return false;
  const { runningSeconds } = settingsOf(room);
  if (order.kind === "progress") {
    const { share } = order;
    const endsAt = order.hold || runningSeconds === null ? null : at + runningSeconds * 1000 * (1 - share);
    job.pace = { startedAt: at, share, endsAt };
    await enter(room, job, { status: "InProgress", dueAt: dueWhileRunning(job), at });
    return true;
  }
  if (order.kind === "finish") job.pace = { startedAt: at, share: 1, endsAt: at };
  else hold(job, at);
  if (order.kind === "expire" || job.plan.finishing < job.plan.total) job.expires = at;
  await enter(room, job, { status: "InProgress", dueAt: at, at });
  return true;
}

/** Through validation at once; a job that only waits may be told to expire there. */
async function hurry(room: JobRoom, job: JobRecord, order: Order): Promise<void> {
  const before =
    order.kind === "expire" ? ["Submitted", "Validating"] : ["Submitted", "Validating", "Scheduled"];
  while (!isOver(job) && before.includes(job.status)) {
    const at = room.world.clock.now();
    await enter(room, job, { status: job.status, dueAt: at, at });
    await room.world.agenda.settle();
  }
}
