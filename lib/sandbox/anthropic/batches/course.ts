import { rmSync } from "node:fs";
import { dropSpool } from "@/lib/sandbox/work/lines";
import { doneShare, progressAt } from "@/lib/sandbox/work/plan";
import type { BatchRecord } from "./record";
import { writeResults } from "./results";
import { type BatchRoom, enter, resultsOf, settingsOf, spoolOf } from "./room";

/** The step that is due now. */
export async function advanceBatch(room: BatchRoom, batch: BatchRecord, at: number): Promise<void> {
  if (batch.status === "ended") return archive(room, batch, at);
  const { epoch } = batch;
  const { done } = progressAt(batch.plan, doneShare(batch.pace, at));
  const written = await writeResults({ room, batch, done });
  if (batch.epoch !== epoch) return rmSync(written.path, { force: true });
  written.keep(resultsOf(room, batch.id));
  batch.counts = written.counts;
  batch.billed = written.billed;
  batch.at.ended = at;
  // Results are kept for so long after creation, not after the end.
  const dueAt = batch.at.created + settingsOf(room).archiveSeconds * 1000;
  const ended = enter(room, batch, { status: "ended", dueAt });
  // Not before the end is on disk: a crash in between must find the requests again.
  room.world.agenda.aside(ended.then(() => dropSpool(spoolOf(room, batch.id))));
}

function archive(room: BatchRoom, batch: BatchRecord, at: number): void {
  batch.at.archived = at;
  void enter(room, batch, { status: "ended", dueAt: null });
  rmSync(resultsOf(room, batch.id), { force: true });
}

/** Stops the work where it stands; the end follows. */
export async function cancelBatch(room: BatchRoom, batch: BatchRecord): Promise<void> {
  const now = room.world.clock.now();
  batch.at.cancelInitiated = now;
  batch.pace = { startedAt: now, share: doneShare(batch.pace, now), endsAt: null };
  await enter(room, batch, { status: "canceling", dueAt: now + settingsOf(room).cancelingSeconds * 1000 });
}

/** By hand: the share of the requests that is done now; held there, or going on at the usual speed. */
export async function setProgress(
  room: BatchRoom,
  batch: BatchRecord,
  { share, hold }: { share: number; hold: boolean },
): Promise<boolean> {
  if (batch.status !== "in_progress") return false;
  const now = room.world.clock.now();
  const running = settingsOf(room).runningSeconds;
  const endsAt = hold || running === null ? null : now + running * 1000 * (1 - share);
  batch.pace = { startedAt: now, share, endsAt };
  await enter(room, batch, { status: "in_progress", dueAt: dueWhileRunning(batch) });
  return true;
}

/** By hand: the window closes now; with `all`, on nothing but what can never finish. */
export async function closeWindow(room: BatchRoom, batch: BatchRecord, all: boolean): Promise<boolean> {
  if (batch.status !== "in_progress") return false;
  const now = room.world.clock.now();
  batch.pace = { startedAt: now, share: all ? 1 : doneShare(batch.pace, now), endsAt: null };
  if (!all || batch.plan.finishing < batch.plan.total) batch.at.expires = now;
  await enter(room, batch, { status: "in_progress", dueAt: now });
  return true;
}

/** With requests that never finish there is nothing to wait for but the end of the window. */
export function dueWhileRunning(batch: BatchRecord): number {
  const endsAt = batch.plan.finishing === batch.plan.total ? batch.pace.endsAt : null;
  return Math.min(endsAt ?? batch.at.expires, batch.at.expires);
}
