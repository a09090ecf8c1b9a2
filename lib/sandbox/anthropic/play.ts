import type { BatchSummary, Order, Play } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import { readLedger } from "@/lib/sandbox/work/ledger";
import { readLines } from "@/lib/sandbox/work/lines";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { requestHash } from "@/lib/sandbox/work/tokens";
import { advanceBatch, closeWindow, setProgress } from "./batches/course";
import type { BatchRecord } from "./batches/record";
import { parseLine } from "./batches/results";
import { type BatchRoom, spoolOf } from "./batches/room";
import { batchRoutes } from "./batches/routes";
import { anthropicDialect } from "./dialect";
import { syncRoutes } from "./sync";

export function createAnthropic(world: World, log: SyncLog): Play {
  const room: BatchRoom = {
    world,
    batches: world.collection<BatchRecord>("anthropic-batches"),
    arm(batch) {
      if (batch.dueAt === null) world.agenda.drop(batch.id);
      else world.agenda.plan(batch.id, batch.dueAt, (at) => advanceBatch(room, batch, at));
    },
  };

  return {
    provider: "anthropic",
    servers: [
      {
        name: "anthropic",
        dialect: anthropicDialect(world),
        routes: [...batchRoutes(room), ...syncRoutes(world, log)],
      },
    ],
    *batches() {
      for (const batch of room.batches.all()) yield summaryOf(batch);
    },
    async tell(id, order) {
      const batch = room.batches.get(id);
      const isTold = batch !== undefined && (await obey(room, batch, order));
      await world.agenda.settle();
      return isTold;
    },
    ledger: (id) => ledgerOf(room, id),
    more: () => ({}),
    resume() {
      for (const batch of room.batches.all()) if (batch.dueAt !== null) room.arm(batch);
    },
    async clear() {
      for (const batch of [...room.batches.all()]) await room.batches.remove(batch.id);
    },
  };
}

function obey(room: BatchRoom, batch: BatchRecord, order: Order): Promise<boolean> {
  switch (order.kind) {
    case "finish":
      return closeWindow(room, batch, true);
    case "expire":
      return closeWindow(room, batch, false);
    case "progress":
      return setProgress(room, batch, order);
  }
}

async function* ledgerOf(room: BatchRoom, id: string): AsyncGenerator<string> {
  const batch = room.batches.get(id);
  if (!batch) return;
  if (batch.status === "ended") {
    yield* readLedger(room.world.path("ledger", id));
    return;
  }
  for await (const line of readLines(spoolOf(room, id))) {
    const { customId, params } = parseLine(line.text);
    yield JSON.stringify({
      custom_id: customId,
      request: requestHash(params),
      status: "pending",
      tokens: null,
      billed: "0",
    });
  }
}

function summaryOf(batch: BatchRecord): BatchSummary {
  return {
    provider: "anthropic",
    id: batch.id,
    scope: batch.scope,
    state: batch.status,
    model: batch.models.length === 1 ? (batch.models[0] ?? null) : null,
    endpoint: "/v1/messages",
    createdAt: new Date(batch.at.created).toISOString(),
    endedAt: batch.at.ended === undefined ? null : new Date(batch.at.ended).toISOString(),
    billed: batch.billed,
    polls: batch.polls,
    counts: batch.counts ?? { total: batch.plan.total },
  };
}
