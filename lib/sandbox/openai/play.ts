import type { BatchSummary, Order, Play } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import { readLedger } from "@/lib/sandbox/work/ledger";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { advanceBatch } from "./batches/course";
import { type BatchRecord, countsAt, isOver } from "./batches/record";
import { unreadLines } from "./batches/results";
import { type BatchRoom, enter, spoolOf } from "./batches/room";
import { batchRoutes } from "./batches/routes";
import { closeWindow, finishNow, setProgress } from "./batches/told";
import { openaiDialect } from "./dialect";
import { createFileRoom } from "./file-room";
import { fileRoutes } from "./files";
import { syncRoutes } from "./sync";
import { createWebhooks } from "./webhooks";

export function createOpenai(world: World, log: SyncLog): Play {
  const room = openRoom(world);

  async function tell(id: string, order: Order): Promise<boolean> {
    const batch = room.batches.get(id);
    if (!batch || isOver(batch)) return false;
    if (batch.status === "validating") {
      await enter(room, batch, { status: "validating", dueAt: world.clock.now() });
      await world.agenda.settle();
    }
    const isTold = await obey(room, batch, order);
    await world.agenda.settle();
    return isTold;
  }

  return {
    provider: "openai",
    servers: [
      {
        name: "openai",
        dialect: openaiDialect(() => world.settings().openai),
        routes: [...fileRoutes(world, room.files), ...batchRoutes(room), ...syncRoutes(world, log)],
        base: "/v1",
      },
    ],
    *batches() {
      for (const batch of room.batches.all()) yield summaryOf(batch, world.clock.now());
    },
    tell,
    ledger: (id) => ledgerOf(room, id),
    more: () => ({ files: [...room.files.files.all()], webhooks: room.webhooks.all() }),
    resume() {
      room.files.resume();
      room.webhooks.resume();
      for (const batch of room.batches.all()) if (batch.dueAt !== null) room.arm(batch);
    },
    async clear() {
      for (const file of [...room.files.files.all()]) await room.files.remove(file);
      for (const batch of [...room.batches.all()]) await room.batches.remove(batch.id);
      room.creations.length = 0;
      room.webhooks.clear();
    },
  };
}

function openRoom(world: World): BatchRoom {
  const batches = world.collection<BatchRecord>("openai-batches");
  const room: BatchRoom = {
    world,
    files: createFileRoom(world),
    webhooks: createWebhooks(world),
    batches,
    creations: [...batches.all()].map((batch) => batch.at.created),
    arm(batch) {
      if (batch.dueAt === null) world.agenda.drop(batch.id);
      else world.agenda.plan(batch.id, batch.dueAt, (at) => advanceBatch(room, batch, at));
    },
  };
  return room;
}

function obey(room: BatchRoom, batch: BatchRecord, order: Order): Promise<boolean> {
  switch (order.kind) {
    case "finish":
      return finishNow(room, batch);
    case "expire":
      return closeWindow(room, batch);
    case "progress":
      return setProgress(room, batch, order);
  }
}

async function* ledgerOf(room: BatchRoom, id: string): AsyncGenerator<string> {
  const batch = room.batches.get(id);
  if (!batch) return;
  if (isOver(batch)) {
    yield* readLedger(room.world.path("ledger", id));
    return;
  }
  for await (const line of unreadLines(spoolOf(room, batch)))
    yield JSON.stringify({ ...line, status: "pending", tokens: null, billed: "0" });
}

function summaryOf(batch: BatchRecord, now: number): BatchSummary {
  const { at } = batch;
  const endedAt = at.completed ?? at.failed ?? at.expired ?? at.cancelled;
  return {
    provider: "openai",
    id: batch.id,
    scope: batch.scope,
    state: batch.status,
    model: batch.model,
    endpoint: batch.endpoint,
    createdAt: new Date(at.created).toISOString(),
    endedAt: endedAt === undefined ? null : new Date(endedAt).toISOString(),
    billed: batch.billed,
    polls: batch.polls,
    metadata: batch.metadata,
    inputFileId: batch.inputFileId,
    inputFilename: batch.inputFilename,
    counts: countsAt(batch, now),
    errors: batch.errors,
  };
}
