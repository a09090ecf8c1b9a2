import { rmSync } from "node:fs";
import { dropSpool } from "@/lib/sandbox/work/lines";
import { doneShare, progressAt } from "@/lib/sandbox/work/plan";
import type { BatchError, BatchRecord } from "./record";
import { type ResultPart, type Written, writeRefused, writeResults } from "./results";
import { type BatchRoom, enter, settingsOf, spoolOf } from "./room";

type End = { status: "completed" | "expired" | "cancelled"; at: number };

/** The input was refused: nothing ran, there are no files, the reasons are on the batch. */
export async function failBatch(
  room: BatchRoom,
  batch: BatchRecord,
  { errors, at }: { errors: BatchError[]; at: number },
): Promise<void> {
  batch.errors = errors;
  batch.at.failed = at;
  await writeRefused(room.world, batch);
  leave(room, batch, { status: "failed", at });
}

/** Writes what was done and what was not, and closes the batch. */
export async function endBatch(room: BatchRoom, batch: BatchRecord, { status, at }: End): Promise<void> {
  const { epoch } = batch;
  const done = status === "completed" ? (batch.plan?.finishing ?? 0) : doneAt(batch, at);
  // Cancelled before anything was read: there are no lines to report on.
  const written = batch.plan ? await writeResults({ world: room.world, batch, done, status, at }) : null;
  if (batch.epoch !== epoch) {
    for (const part of written ? [written.output, written.errors] : []) rmSync(part.path, { force: true });
    return;
  }
  if (written) keepResults(room, batch, { written, at });
  else await writeRefused(room.world, batch);
  batch.at[status] = at;
  leave(room, batch, { status, at });
}

function leave(
  room: BatchRoom,
  batch: BatchRecord,
  { status, at }: { status: End["status"] | "failed"; at: number },
) {
  const left = enter(room, batch, { status, dueAt: null });
  // Not before the end is on disk: a crash in between must find the input again.
  room.world.agenda.aside(left.then(() => dropSpool(spoolOf(room, batch))));
  room.webhooks.announce(batch, `batch.${status}`, at);
}

function doneAt(batch: BatchRecord, at: number): number {
  if (!batch.plan || !batch.pace) return 0;
  return progressAt(batch.plan, doneShare(batch.pace, at)).done;
}

function keepResults(room: BatchRoom, batch: BatchRecord, { written, at }: { written: Written; at: number }) {
  const seconds = batch.outputExpirySeconds ?? settingsOf(room).outputFileSeconds;
  const keep = (part: ResultPart, name: string): string | null => {
    if (part.lines === 0) {
      rmSync(part.path, { force: true });
      return null;
    }
    const file = {
      scope: batch.scope,
      bytes: part.bytes,
      createdAt: at,
      expiresAt: at + seconds * 1000,
      filename: `${batch.id}_${name}.jsonl`,
      purpose: "batch_output",
    };
    return room.files.keep(file, part.path).file.id;
  };
  batch.outputFileId = keep(written.output, "output");
  batch.errorFileId = keep(written.errors, "error");
  batch.counts = written.counts;
  batch.usage = written.usage;
  batch.billed = written.billed;
}
