import type { BatchSummary, Play } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import { bucketRoutes } from "@/lib/sandbox/s3/buckets";
import { s3Dialect } from "@/lib/sandbox/s3/dialect";
import { createObjectRoom } from "@/lib/sandbox/s3/object-room";
import { objectRoutes } from "@/lib/sandbox/s3/objects";
import { uploadRoutes } from "@/lib/sandbox/s3/uploads";
import { readLedger } from "@/lib/sandbox/work/ledger";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { bedrockDialect } from "./dialect";
import { createEvents } from "./events";
import { advanceJob } from "./jobs/course";
import { countsAt, isOver, type JobRecord } from "./jobs/record";
import { waitingRecords } from "./jobs/results";
import type { JobRoom } from "./jobs/room";
import { jobNamed, jobRoutes } from "./jobs/routes";
import { obey } from "./jobs/told";
import { runtimeRoutes } from "./runtime";

export function createBedrock(world: World, log: SyncLog): Play {
  const store = createObjectRoom(world);
  const room: JobRoom = {
    world,
    store,
    events: createEvents(world),
    jobs: world.collection<JobRecord>("bedrock-jobs"),
    arm(job) {
      if (job.dueAt === null) world.agenda.drop(job.id);
      else world.agenda.plan(job.id, job.dueAt, (at) => advanceJob(room, job, at));
    },
  };
  const dialect = bedrockDialect(world);

  return {
    provider: "bedrock",
    servers: [
      { name: "bedrock", dialect, routes: jobRoutes(room) },
      { name: "bedrockRuntime", dialect, routes: runtimeRoutes(world, log), speaksHttp2: true },
      {
        name: "s3",
        dialect: s3Dialect(world),
        routes: [...bucketRoutes(world, store), ...uploadRoutes(world, store), ...objectRoutes(world, store)],
      },
    ],
    *batches() {
      for (const job of room.jobs.all()) yield summaryOf(job, world.clock.now());
    },
    async tell(id, order) {
      const job = jobNamed(room, id);
      const isTold = job !== undefined && !isOver(job) && (await obey(room, job, order));
      await world.agenda.settle();
      return isTold;
    },
    ledger: (arn) => ledgerOf(room, arn),
    more: () => ({ objects: [...store.objects.all()], events: room.events.all() }),
    resume() {
      store.resume();
      room.events.resume();
      for (const job of room.jobs.all()) if (job.dueAt !== null) room.arm(job);
    },
    async clear() {
      await store.clear();
      for (const job of [...room.jobs.all()]) await room.jobs.remove(job.id);
      room.events.clear();
    },
  };
}

async function* ledgerOf(room: JobRoom, arn: string): AsyncGenerator<string> {
  const job = jobNamed(room, arn);
  if (!job) return;
  if (isOver(job)) {
    yield* readLedger(room.world.path("ledger", job.id));
    return;
  }
  for await (const line of waitingRecords(room, job))
    yield JSON.stringify({ ...line, status: "pending", tokens: null, billed: "0" });
}

function summaryOf(job: JobRecord, now: number): BatchSummary {
  return {
    provider: "bedrock",
    id: job.arn,
    scope: job.account,
    state: job.status,
    model: job.modelId,
    endpoint: job.type,
    createdAt: new Date(job.at.submitted).toISOString(),
    endedAt: job.at.ended === undefined ? null : new Date(job.at.ended).toISOString(),
    billed: job.billed,
    polls: job.polls,
    name: job.jobName,
    token: job.token,
    region: job.region,
    message: job.message,
    tags: job.tags,
    timeoutHours: job.timeoutHours,
    inputUri: job.inputUri,
    counts: countsAt(job, now),
  };
}
