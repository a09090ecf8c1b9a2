import { rmSync } from "node:fs";
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
  await leave(room, batch, { status: "failed", at });
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
  if (written) await keepResults(room, batch, { written, at });
  else await writeRefused(room.world, batch);
  batch.at[status] = at;
  await leave(room, batch, { status, at });
}

async function leave(
  room: BatchRoom,
  batch: BatchRecord,
  { status, at }: { status: End["status"] | "failed"; at: number },
) {
  await enter(room, batch, { status, dueAt: null });
  rmSync(spoolOf(room, batch), { force: true });
  rmSync(`${spoolOf(room, batch)}.index`, { force: true });
  room.webhooks.announce(batch, `batch.${status}`, at);
}

function doneAt(batch: BatchRecord, at: number): number {
  if (!batch.plan || !batch.pace) return 0;
  return progressAt(batch.plan, doneShare(batch.pace, at)).done;
}

async function keepResults(
  room: BatchRoom,
  batch: BatchRecord,
  { written, at }: { written: Written; at: number },
) {
  const seconds = batch.outputExpirySeconds ?? settingsOf(room).outputFileSeconds;
  const keep = async (part: ResultPart, name: string): Promise<string | null> => {
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
    return (await room.files.keep(file, part.path)).id;
  };
  batch.outputFileId = await keep(written.output, "output");
  batch.errorFileId = await keep(written.errors, "error");
  batch.counts = written.counts;
  batch.usage = written.usage;
  batch.billed = written.billed;
}
