import type { Collection } from "@/lib/sandbox/platform/collection";
import type { AnthropicSettings } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import type { BatchRecord } from "./record";

/** What every step of a batch has at hand. */
export type BatchRoom = { world: World; batches: Collection<BatchRecord>; arm(batch: BatchRecord): void };

export const settingsOf = (room: BatchRoom): AnthropicSettings => room.world.settings().anthropic;
export const spoolOf = (room: BatchRoom, id: string) => room.world.path("spool", id);
export const resultsOf = (room: BatchRoom, id: string) => room.world.path("files", id);

/**
 * Puts a batch into its next status; work begun before is void from here on. Steps that time takes need not wait for
 * the disk: after a crash they would be taken again, with the same outcome.
 */
export function enter(
  room: BatchRoom,
  batch: BatchRecord,
  next: { status: BatchRecord["status"]; dueAt: number | null },
): Promise<void> {
  batch.status = next.status;
  batch.dueAt = next.dueAt;
  batch.epoch += 1;
  room.arm(batch);
  return room.batches.put(batch);
}

/** Requests of all batches that have not ended. */
export function queued(room: BatchRoom): number {
  let sum = 0;
  for (const batch of room.batches.all()) if (batch.status !== "ended") sum += batch.plan.total;
  return sum;
}
