import type { FileRoom } from "@/lib/sandbox/openai/file-room";
import type { Webhooks } from "@/lib/sandbox/openai/webhooks";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { OpenaiSettings } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import type { BatchRecord, BatchStatus } from "./record";

/** What every step of a batch has at hand. */
export type BatchRoom = {
  world: World;
  files: FileRoom;
  webhooks: Webhooks;
  batches: Collection<BatchRecord>;
  /** When batches were accepted, for the limit of an hour. */
  creations: number[];
  /** Plans the batch's next step. */
  arm(batch: BatchRecord): void;
};

export const settingsOf = (room: BatchRoom): OpenaiSettings => room.world.settings().openai;

/** The input as it was when the batch was accepted. */
export const spoolOf = (room: BatchRoom, batch: BatchRecord) => room.world.path("spool", batch.id);

/**
 * Puts a batch into its next status; work begun before is void from here on. Steps that time takes need not wait for
 * the disk: after a crash they would be taken again, with the same outcome.
 */
export function enter(
  room: BatchRoom,
  batch: BatchRecord,
  next: { status: BatchStatus; dueAt: number | null },
): Promise<void> {
  batch.status = next.status;
  batch.dueAt = next.dueAt;
  batch.epoch += 1;
  room.arm(batch);
  return room.batches.put(batch);
}
