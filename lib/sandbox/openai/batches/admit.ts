import { saveIndex } from "@/lib/sandbox/work/lines";
import { outcomeFor, planWork } from "@/lib/sandbox/work/plan";
import { failBatch } from "./ending";
import type { BatchRecord } from "./record";
import { type BatchRoom, enter, settingsOf, spoolOf } from "./room";
import { dueWhileRunning } from "./told";
import { validateInput } from "./validate";

/** After acceptance: reads the input, looks at the queue, and lets the batch run or fails it. */
export async function admitBatch(room: BatchRoom, batch: BatchRecord, at: number): Promise<void> {
  const settings = settingsOf(room);
  const { seed } = room.world;
  const checked = await validateInput({
    path: spoolOf(room, batch),
    endpoint: batch.endpoint,
    settings,
    outcomeOf: outcomeFor(batch.outcomes, seed),
  });
  if (batch.status !== "validating") return;
  if ("errors" in checked) return failBatch(room, batch, { errors: checked.errors, at });
  batch.model = checked.model;
  batch.queuedTokens = checked.tokens;
  const cap = settings.queueCaps[checked.model] ?? settings.queueCaps.default ?? null;
  if (cap !== null && queuedTokens(room, batch, at) + checked.tokens > cap)
    return failBatch(room, batch, { errors: [queueFull(checked.model, cap, settings.organisation)], at });
  saveIndex(`${spoolOf(room, batch)}.index`, checked.index);
  batch.plan = planWork(checked.index.endings, `${seed}:${batch.id}`);
  batch.at.inProgress = at;
  const { runningSeconds } = settings;
  batch.pace = {
    startedAt: at,
    share: 0,
    endsAt: runningSeconds === null ? null : at + runningSeconds * 1000,
  };
  void enter(room, batch, { status: "in_progress", dueAt: dueWhileRunning(batch) });
}

/** Tokens of the same model that wait in the queue, this batch not counted. */
function queuedTokens(room: BatchRoom, batch: BatchRecord, now: number): number {
  const hold = settingsOf(room).refusedHoldQueueSeconds * 1000;
  let sum = 0;
  for (const other of room.batches.all()) {
    if (other.id === batch.id || other.model !== batch.model) continue;
    const isHeld = other.status === "failed" && now < (other.at.failed ?? 0) + hold;
    if (other.dueAt !== null || isHeld) sum += other.queuedTokens;
  }
  return sum;
}

function queueFull(model: string, cap: number, organisation: string) {
  const limit = cap.toLocaleString("en-US");
  return {
    code: "token_limit_exceeded",
    message: `Enqueued token limit reached for ${model} in organization ${organisation}. Limit: ${limit} enqueued tokens. Please try again once some in_progress batches have been completed.`,
    line: null,
    param: null,
  };
}
