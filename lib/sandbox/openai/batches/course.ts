import { admitBatch } from "./admit";
import { endBatch } from "./ending";
import type { BatchRecord } from "./record";
import { type BatchRoom, enter, settingsOf } from "./room";

/** The step that is due now. */
export async function advanceBatch(room: BatchRoom, batch: BatchRecord, at: number): Promise<void> {
  const isLate = at >= batch.at.expires;
  switch (batch.status) {
    case "validating":
      return admitBatch(room, batch, at);
    case "in_progress":
      return isLate ? endBatch(room, batch, { status: "expired", at }) : finalize(room, batch, at);
    case "finalizing":
      return endBatch(room, batch, { status: isLate ? "expired" : "completed", at });
    case "cancelling":
      return endBatch(room, batch, { status: "cancelled", at });
    default:
      return;
  }
}

function finalize(room: BatchRoom, batch: BatchRecord, at: number): void {
  const slow = room.world.faults.fire("slow-finalizing", {
    provider: "openai",
    operation: "batches.finalize",
    about: batch.id,
  });
  batch.at.finalizing = at;
  const dueAt = at + (slow?.seconds ?? settingsOf(room).finalizingSeconds) * 1000;
  void enter(room, batch, { status: "finalizing", dueAt: Math.min(dueAt, batch.at.expires) });
}
