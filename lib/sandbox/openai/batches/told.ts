import { doneShare } from "@/lib/sandbox/work/plan";
import { type BatchRecord, isOver } from "./record";
import { type BatchRoom, enter, settingsOf } from "./room";

/** Stops the work where it stands; the files follow when cancelling is through. */
export async function cancelBatch(room: BatchRoom, batch: BatchRecord): Promise<void> {
  const now = room.world.clock.now();
  batch.at.cancelling = now;
  if (batch.pace) batch.pace = { startedAt: now, share: doneShare(batch.pace, now), endsAt: null };
  await enter(room, batch, { status: "cancelling", dueAt: now + settingsOf(room).cancellingSeconds * 1000 });
}

/** By hand: the share of the lines that is done now; held there, or going on at the usual speed. */
export async function setProgress(
  room: BatchRoom,
  batch: BatchRecord,
  { share, hold }: { share: number; hold: boolean },
): Promise<boolean> {
  if (batch.status !== "in_progress" || !batch.pace) return false;
  const now = room.world.clock.now();
  const { runningSeconds } = settingsOf(room);
  const endsAt = hold || runningSeconds === null ? null : now + runningSeconds * 1000 * (1 - share);
  batch.pace = { startedAt: now, share, endsAt };
  await enter(room, batch, { status: "in_progress", dueAt: dueWhileRunning(batch) });
  return true;
}

/** By hand: the window closes now, on whatever is not done. */
export async function closeWindow(room: BatchRoom, batch: BatchRecord): Promise<boolean> {
  if (isOver(batch) || batch.status === "cancelling" || batch.status === "validating") return false;
  const now = room.world.clock.now();
  if (batch.pace) batch.pace = { startedAt: now, share: doneShare(batch.pace, now), endsAt: null };
  batch.at.expires = now;
  await enter(room, batch, { status: batch.status, dueAt: now });
  return true;
}

/** With lines that never finish there is nothing to wait for but the end of the window. */
export function dueWhileRunning(batch: BatchRecord): number {
  const canFinish = batch.plan !== null && batch.plan.finishing === batch.plan.total;
  const endsAt = canFinish ? (batch.pace?.endsAt ?? null) : null;
  return Math.min(endsAt ?? batch.at.expires, batch.at.expires);
}

/** By hand: everything that can finish has finished. */
export async function finishNow(room: BatchRoom, batch: BatchRecord): Promise<boolean> {
  if (batch.status !== "in_progress" && batch.status !== "finalizing") return false;
  const now = room.world.clock.now();
  batch.pace = { startedAt: now, share: 1, endsAt: now };
  if (batch.plan?.finishing !== batch.plan?.total) return closeWindow(room, batch);
  batch.at.finalizing ??= now;
  await enter(room, batch, { status: "finalizing", dueAt: now });
  return true;
}
