import { createWarehouse } from "@/lib/sandbox/bigquery/warehouse";
import { createStorage } from "@/lib/sandbox/gcs/storage";
import { googleDialect } from "@/lib/sandbox/google/dialect";
import type { BatchSummary, Order, Play } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import { readLedger } from "@/lib/sandbox/work/ledger";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { advanceJob } from "./batches/course";
import { isOver, type JobRecord, statsAt } from "./batches/record";
import { modelOf, unreadRows } from "./batches/results";
import { type BatchRoom, enter } from "./batches/room";
import { batchRoutes } from "./batches/routes";
import { closeWindow, setProgress } from "./batches/told";
import { syncRoutes } from "./sync";

/** Vertex AI, with the two stores that its jobs read and write. */
export function createVertex(world: World, log: SyncLog): Play {
  const room = openRoom(world);
  const { storage, warehouse } = room;

  async function tell(id: string, order: Order): Promise<boolean> {
    const job = room.jobs.get(id);
    if (!job || isOver(job)) return false;
    const isTold = await obey(room, job, order);
    await world.agenda.settle();
    return isTold;
  }

  return {
    provider: "vertex",
    servers: [
      {
        name: "vertex",
        dialect: googleDialect({
          family: "rpc",
          needsToken: true,
          revokedKeys: () => world.settings().vertex.revokedKeys,
        }),
        routes: [...batchRoutes(room), ...syncRoutes(world, log)],
      },
      storage.server,
      warehouse.server,
    ],
    *batches() {
      for (const job of room.jobs.all()) yield summaryOf(job, world.clock.now());
    },
    tell,
    ledger: (id) => ledgerOf(room, id),
    more: () => ({
      objects: [...storage.room.all()].map(({ bucket, name, bytes }) => ({ bucket, name, bytes })),
      tables: [...warehouse.room.tables.all()].map(({ id, rows, bytes }) => ({ id, rows, bytes })),
      loads: [...warehouse.room.jobs.all()].map(({ id, kind, error }) => ({ id, kind, error })),
    }),
    resume() {
      for (const job of room.jobs.all()) if (job.dueAt !== null) room.arm(job);
    },
    async clear() {
      for (const job of [...room.jobs.all()]) await room.jobs.remove(job.id);
      await storage.clear();
      await warehouse.clear();
    },
  };
}

function openRoom(world: World): BatchRoom {
  const storage = createStorage(world);
  const room: BatchRoom = {
    world,
    storage,
    warehouse: createWarehouse(world, storage.room),
    jobs: world.collection<JobRecord>("vertex-jobs"),
    arm(job) {
      if (job.dueAt === null) world.agenda.drop(job.id);
      else world.agenda.plan(job.id, job.dueAt, (at) => advanceJob(room, job, at));
    },
  };
  return room;
}

async function obey(room: BatchRoom, job: JobRecord, order: Order): Promise<boolean> {
  if (order.kind === "expire") return closeWindow(room, job, false);
  await begin(room, job);
  if (isOver(job)) return true;
  return order.kind === "finish" ? closeWindow(room, job, true) : setProgress(room, job, order);
}

/** By hand: out of the queue and through the preparation, now. */
async function begin(room: BatchRoom, job: JobRecord): Promise<void> {
  for (const state of ["JOB_STATE_QUEUED", "JOB_STATE_PENDING"] as const) {
    if (job.state !== state) continue;
    const now = room.world.clock.now();
    await enter(room, job, { state, dueAt: now, at: now });
    await room.world.agenda.settle();
  }
}

async function* ledgerOf(room: BatchRoom, id: string): AsyncGenerator<string> {
  const job = room.jobs.get(id);
  if (!job) return;
  if (isOver(job)) {
    yield* readLedger(room.world.path("ledger", id));
    return;
  }
  for await (const row of unreadRows(room, job))
    yield JSON.stringify({ ...row, status: "pending", tokens: null, billed: "0" });
}

function summaryOf(job: JobRecord, now: number): BatchSummary {
  const stats = statsAt(job, now);
  return {
    provider: "vertex",
    id: job.id,
    scope: job.project,
    state: job.state,
    model: modelOf(job),
    endpoint: "generateContent",
    createdAt: new Date(job.at.created).toISOString(),
    endedAt: job.at.ended === undefined ? null : new Date(job.at.ended).toISOString(),
    billed: job.billed,
    polls: job.polls,
    location: job.location,
    displayName: job.displayName,
    labels: job.labels,
    source: job.source,
    destination: job.destination,
    counts: { total: job.plan?.total ?? null, ...stats },
    error: job.error,
  };
}
