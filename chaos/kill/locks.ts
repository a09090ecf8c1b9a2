import type { PoolClient } from "@/lib/platform/db";
import type { Moment } from "./moments";
import type { Placed, Stand } from "./stand";
import { until } from "./until";

/** At which statement the database lets the worker wait: what we lock, and what then stands in the queue for it. */
const PLACES = {
  /** The provider's answer is being written down. */
  recording: {
    lock: "lock table batch_event in share row exclusive mode",
    waits: /batch_event/,
    read: false,
  },
  /** Results are read, and no row is written. */
  lease: {
    lock: "select 1 from batch_part where batch_id = any($1) order by id for update",
    ...{ waits: /batch_part .* for share/, read: false },
  },
  /** Rows are written, and none is there yet. */
  outcomes: {
    lock: "lock table request_outcome in share row exclusive mode",
    ...{ waits: /request_outcome/, read: false },
  },
  /** Outcomes are written, and the batch does not count them yet. */
  counts: {
    lock: "select 1 from batch where id = any($1) order by id for update",
    ...{ waits: /request_outcome/, read: false },
  },
  /** Outcomes and counts are there, and the part does not know that it is over. */
  end: { lock: "lock table batch_event in share row exclusive mode", waits: /batch_event/, read: true },
} as const;

export type Place = keyof typeof PLACES;

/** After another moment: lets that go on, until the worker waits for the database. */
export function blocked(stand: Stand, before: Moment, name: Place): Moment {
  const place = PLACES[name];
  let client: PoolClient | null = null;
  return {
    async reached(placed) {
      await before.reached(placed);
      client = await stand.ctx.pool.connect();
      const pid = await lock(client, place.lock, placed);
      await before.leave();
      await until(`the worker to wait for ${name}`, async () => {
        const isWaiting = (await queuedFor(stand, pid)).some((query) => place.waits.test(query));
        return isWaiting && (!place.read || (await hasOutcomes(stand, placed)));
      });
    },
    async leave() {
      await before.leave();
      await client?.query("rollback");
      client?.release();
      client = null;
    },
  };
}

async function lock(client: PoolClient, statement: string, placed: readonly Placed[]): Promise<number> {
  await client.query("begin");
  await client.query(statement, statement.includes("$1") ? [placed.map(({ id }) => id)] : []);
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

async function queuedFor({ ctx }: Stand, pid: number): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ query: string }>(
    "select query from pg_stat_activity where $1 = any(pg_blocking_pids(pid))",
    [pid],
  );
  return rows.map(({ query }) => query);
}

/** A part whose results are all in the ledger of outcomes, and which is not over. */
async function hasOutcomes({ ctx }: Stand, placed: readonly Placed[]): Promise<boolean> {
  const { rows } = await ctx.pool.query<{ found: boolean }>(
    `select exists (select 1 from batch_part p where p.batch_id = any($1) and p.state = 'finishing'
       and p.requests = (select count(*) from request_outcome o where o.batch_id = p.batch_id)) as found`,
    [placed.map(({ id }) => id)],
  );
  return rows[0]?.found ?? false;
}
