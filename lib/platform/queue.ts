import { fromPrisma, type JobWithMetadata, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Db, PoolClient } from "./db";
import { log } from "./log";

/** A job is declared by its stage, handled in the worker, executed by a verb. */
export type Job<T extends object> = { name: string; payload: z.ZodType<T> };

export function defineJob<T extends object>(job: Job<T>): Job<T> {
  return job;
}

/** Nothing: done. `again`: not finished, call me then; polling is not failing. */
export type Outcome = { again: Date } | undefined;
export type Handler<T extends object> = (payload: T) => Promise<Outcome>;
type Registered = { name: string; run(payload: unknown): Promise<Outcome>; concurrency: number };

export function on<T extends object>(job: Job<T>, handler: Handler<T>, concurrency = 1): Registered {
  return { name: job.name, run: (payload) => handler(job.payload.parse(payload)), concurrency };
}

export type Queue = {
  /** Joins the caller's transaction, of rows or of plain SQL: the job exists when, and only when, the change does. */
  enqueue<T extends object>(
    db: Db | PoolClient,
    job: Job<T>,
    payload: T,
    options?: { dedupe?: string; at?: Date },
  ): Promise<void>;
  stop(): Promise<void>;
};

/** Never given up: each is a fact that must get on, a batch to book or a file to read, whatever dies under it. */
const RETRY = {
  retryLimit: 1_000_000,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 4 * 3600,
  heartbeatSeconds: 30, // a worker that died mid-job is noticed, and the job tried again
};

/** For processes that only send. Queues are created at first use and known afterwards. */
export async function openQueue(url: string): Promise<Queue> {
  const boss = newBoss(url, false);
  await boss.start();
  return { enqueue: sender(boss, new Set()), stop: () => boss.stop({ graceful: false }) };
}

/** The same, opened with the first job that is sent: most requests and commands send none. */
export function openQueueLater(url: string): Queue {
  let opened: Promise<Queue> | null = null;
  return {
    async enqueue(...order) {
      opened ??= openQueue(url).catch((error: unknown) => {
        opened = null;
        throw error;
      });
      await (await opened).enqueue(...order);
    },
    stop: async () => (await opened)?.stop(),
  };
}

/** For the worker: runs handlers until stopped, then lets running ones finish. */
export async function workQueue(url: string, handlers: Registered[]): Promise<Queue> {
  const boss = newBoss(url, true);
  await boss.start();
  const known = new Set<string>();
  for (const handler of handlers) {
    await ensureQueue(boss, known, handler.name);
    const options = {
      batchSize: 1,
      pollingIntervalSeconds: 0.5,
      localConcurrency: handler.concurrency,
      includeMetadata: true,
    } as const;
    await boss.work(handler.name, options, async ([job]) => {
      if (!job) return;
      try {
        const outcome = await handler.run(job.data);
        if (outcome) await sendAgain(boss, job, outcome.again);
      } catch (error) {
        log.error("job.failed", error, { job: handler.name, id: job.id });
        throw new Error(error instanceof Error ? error.name : "failed"); // pg-boss keeps this text: no message with user data
      }
    });
  }
  return { enqueue: sender(boss, known), stop: () => boss.stop({ graceful: true, timeout: 20_000 }) };
}

function sender(boss: PgBoss, known: Set<string>): Queue["enqueue"] {
  return async (db, job, payload, options = {}) => {
    await ensureQueue(boss, known, job.name);
    const data = job.payload.parse(payload);
    await boss.send(job.name, data, {
      db: "$queryRawUnsafe" in db ? fromPrisma(db) : fromClient(db),
      // Without a key of its own a waiting job would stand for every other one of its name.
      singletonKey: options.dedupe ?? JSON.stringify(data),
      ...(options.at && { startAfter: options.at }),
    });
  };
}

function fromClient(client: PoolClient) {
  return {
    executeSql: async (text: string, values?: unknown[]) => ({
      rows: (await client.query(text, values)).rows,
    }),
  };
}

function sendAgain(boss: PgBoss, job: JobWithMetadata<unknown>, at: Date): Promise<string | null> {
  const singletonKey = job.singletonKey ?? JSON.stringify(job.data);
  return boss.send(job.name, job.data as object, { startAfter: at, singletonKey });
}

function newBoss(connectionString: string, supervise: boolean): PgBoss {
  const boss = new PgBoss({
    connectionString,
    schema: "pgboss",
    supervise,
    schedule: supervise,
    ...(supervise && { superviseIntervalSeconds: 15, monitorIntervalSeconds: 15 }),
    max: supervise ? 6 : 2,
  });
  boss.on("error", (error) => log.error("queue.error", error));
  return boss;
}

async function ensureQueue(boss: PgBoss, known: Set<string>, name: string): Promise<void> {
  if (known.has(name)) return;
  await boss.createQueue(name, { policy: "short", ...RETRY });
  known.add(name);
}
