import { addDays, dayOf } from "@/lib/core/period";
import type { SpendQuery } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";
import type { Verdict } from "./account";
import type { Placed, Stand } from "./stand";
import { InVain, until } from "./until";

type Sum = { requests: bigint; cost: bigint };

/** In the end every batch stands in the ledger of spend once: as many requests as were worked, at what they cost. */
export async function judgeLedger(stand: Stand, placed: readonly Placed[], verdict: Verdict): Promise<void> {
  const wanted = await settledOf(stand, placed);
  await allBooked(stand, [...wanted.keys()]).catch(async (error: unknown) => {
    if (!(error instanceof InVain)) throw error;
    console.log(error.message, await jobsOf(stand));
  });
  const booked = await bookedOf(stand);
  for (const [endpoint, { requests, cost }] of wanted) {
    const found = booked.get(endpoint) ?? { requests: 0n, cost: 0n };
    const more = Number(found.requests - requests);
    const words = `the ledger has ${found.requests} requests of ${endpoint}, of ${requests} worked`;
    verdict.add("settledTwice", Math.max(0, more), words);
    verdict.add("lost", Math.max(0, -more), words);
    const isExact = more !== 0 || found.cost === cost;
    verdict.add("settledTwice", isExact ? 0 : 1, `the ledger has ${found.cost} for ${endpoint}, of ${cost}`);
  }
}

/** One after the other, and each does all that follows from new figures: waited for is the next, not the last. */
async function allBooked(stand: Stand, endpoints: readonly string[]): Promise<void> {
  let missing = endpoints.length;
  while (missing > 0)
    missing = await until("another batch to be booked", async () => {
      const booked = await bookedOf(stand);
      const left = endpoints.filter((endpoint) => !booked.has(endpoint)).length;
      return left < missing ? { left } : null;
    }).then(({ left }) => left);
}

/** What the queue still holds of it, to tell a slow booking from one that was given up. */
async function jobsOf({ ctx }: Stand): Promise<unknown[]> {
  const { rows } = await ctx.pool.query(
    `select name, state, retry_count, count(*)::int from pgboss.job
     where name in ('batches.book', 'ledger.changed') and state <> 'completed' group by 1, 2, 3 order by 1, 2, 3`,
  );
  return rows;
}

async function settledOf({ ctx }: Stand, placed: readonly Placed[]): Promise<Map<string, Sum>> {
  const batches = await ctx.db.batch.findMany({ where: { id: { in: placed.map(({ id }) => id) } } });
  const endpoints = new Map(placed.map(({ id, endpoint }) => [id, endpoint]));
  return new Map(
    batches.map(({ id, succeeded, failed, settled }) => [
      endpoints.get(id) ?? id,
      { requests: BigInt(succeeded + failed), cost: settled ?? 0n },
    ]),
  );
}

async function bookedOf({ ctx }: Stand): Promise<Map<string, Sum>> {
  const today = dayOf(ctx.now());
  const query: SpendQuery = {
    ...{ from: addDays(today, -1), to: addDays(today, 1), groupBy: "endpoint", filters: {}, minCost: null },
    ...{ search: "kill/", sort: { by: "label", descending: false }, limit: 5000, offset: 0, trend: false },
  };
  const { rows } = await readSpend(ctx, query);
  return new Map(rows.map((row) => [row.label, { requests: row.requests ?? 0n, cost: row.cost ?? 0n }]));
}
