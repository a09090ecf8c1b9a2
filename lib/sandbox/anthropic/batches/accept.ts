import { rmSync } from "node:fs";
import { complain, tooMany } from "@/lib/sandbox/anthropic/dialect";
import { type Call, Refusal } from "@/lib/sandbox/http/call";
import { saveIndex } from "@/lib/sandbox/work/lines";
import { outcomeFor, planWork } from "@/lib/sandbox/work/plan";
import { dueWhileRunning } from "./course";
import { type Accepted, type Received, receiveRequests } from "./receive";
import type { BatchRecord } from "./record";
import { type BatchRoom, queued, settingsOf, spoolOf } from "./room";

/** Takes a batch on. Once the promise is kept, the batch survives whatever happens to this process. */
export async function acceptBatch(room: BatchRoom, call: Call): Promise<BatchRecord> {
  const { world } = room;
  const settings = settingsOf(room);
  const id = world.nextId("msgbatch_01", 22);
  const spool = spoolOf(room, id);
  const outcomeOf = outcomeFor(settings.outcomes, world.seed);
  const received = await receiveRequests({ request: call.request, spool, settings, outcomeOf })
    .then((found) => admissible(room, found))
    .catch((error) => {
      rmSync(spool, { force: true });
      throw error;
    });
  saveIndex(`${spool}.index`, received.index);
  const now = world.clock.now();
  const hidden = world.faults.fire("not-found-after-create", {
    provider: "anthropic",
    operation: "batches.create",
    about: id,
  });
  const running = settings.runningSeconds;
  const batch: BatchRecord = {
    id,
    scope: call.scope,
    status: "in_progress",
    at: { created: now, expires: now + settings.windowSeconds * 1000 },
    dueAt: null,
    epoch: 0,
    outcomes: settings.outcomes,
    plan: planWork(received.index.endings, `${world.seed}:${id}`),
    pace: { startedAt: now, share: 0, endsAt: running === null ? null : now + running * 1000 },
    counts: null,
    billed: "0",
    models: received.models,
    hiddenUntil: hidden ? now + hidden.seconds * 1000 : 0,
    polls: 0,
  };
  batch.dueAt = dueWhileRunning(batch);
  await room.batches.put(batch);
  room.arm(batch);
  return batch;
}

function admissible(room: BatchRoom, received: Received): Accepted {
  if ("complaint" in received)
    throw new Refusal(complain(received.complaint.type, received.complaint.message));
  const { queueLimit } = settingsOf(room);
  if (queueLimit === null || queued(room) + received.index.offsets.length <= queueLimit) return received;
  const message = `This batch would exceed the limit of ${queueLimit} requests in the processing queue.`;
  throw new Refusal(tooMany(message, 60, null));
}
