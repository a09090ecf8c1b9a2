import { linkSync, rmSync } from "node:fs";
import type { FileRecord } from "@/lib/sandbox/openai/file-room";
import type { BatchRecord } from "./record";
import { type BatchRoom, settingsOf, spoolOf } from "./room";

export type NewBatch = {
  scope: string;
  input: FileRecord;
  endpoint: string;
  metadata: Record<string, string> | null;
  outputExpirySeconds: number | null;
};

/** Takes a batch on. Once the promise is kept, the batch survives whatever happens to this process. */
export async function acceptBatch(room: BatchRoom, wanted: NewBatch): Promise<BatchRecord> {
  const { world } = room;
  const now = world.clock.now();
  const id = world.nextId("batch_", 32);
  const hidden = world.faults.fire("not-found-after-create", {
    provider: "openai",
    operation: "batches.create",
    about: id,
  });
  const batch: BatchRecord = {
    id,
    scope: wanted.scope,
    endpoint: wanted.endpoint,
    inputFileId: wanted.input.id,
    inputFilename: wanted.input.filename,
    metadata: wanted.metadata,
    outputExpirySeconds: wanted.outputExpirySeconds,
    model: null,
    status: "validating",
    errors: null,
    outputFileId: null,
    errorFileId: null,
    at: { created: now, expires: now + settingsOf(room).windowSeconds * 1000 },
    dueAt: now + settingsOf(room).validatingSeconds * 1000,
    epoch: 0,
    outcomes: settingsOf(room).outcomes,
    plan: null,
    pace: null,
    counts: null,
    usage: null,
    queuedTokens: 0,
    billed: "0",
    hiddenUntil: hidden ? now + hidden.seconds * 1000 : 0,
    polls: 0,
  };
  // A second name for the same bytes: the caller may delete the input file while the batch runs.
  rmSync(spoolOf(room, batch), { force: true });
  linkSync(room.files.path(wanted.input.id), spoolOf(room, batch));
  await room.batches.put(batch);
  room.creations.push(now);
  room.arm(batch);
  return batch;
}

export function acceptedSince(room: BatchRoom, moment: number): number {
  while (room.creations.length > 0 && (room.creations[0] ?? 0) <= moment) room.creations.shift();
  return room.creations.length;
}
