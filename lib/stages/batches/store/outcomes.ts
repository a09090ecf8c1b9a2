import { from as copyFrom } from "pg-copy-streams";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { announceOn } from "./events";
import { LeaseLost } from "./parts/move-part";
import type { Part } from "./parts/part-row";

/** The columns of a row of COPY, in its order. */
const COLUMNS =
  'n, status, code, message, remedy, model, tier, band, fresh_input, cached_input, cache_write_5m, cache_write_1h, cache_write_other, output, reasoning, cost, sync_cost, fits_schema, file, "offset", length';

const TABLE = `create temp table if not exists incoming_outcome (
    n int, status text, code text, message text, remedy text, model text, tier text, band text,
    fresh_input bigint, cached_input bigint, cache_write_5m bigint, cache_write_1h bigint, cache_write_other bigint,
    output bigint, reasoning bigint, cost bigint, sync_cost bigint, fits_schema boolean, file int, "offset" bigint,
    length int
  ) on commit delete rows`;

// The first outcome of an attempt stands. What is counted is what was really added, in the same transaction. Results come
// in any order: sorted, a chunk walks the index once.
const KEEP = {
  name: "batches-keep-outcomes",
  text: `with fresh as (
      insert into request_outcome (batch_id, attempt, lane, ended_at, ${COLUMNS})
      select $1, 1, 'batch', $2, ${COLUMNS} from incoming_outcome order by n
      on conflict do nothing returning status, cost, sync_cost),
    sums as (
      select count(*)::int as added, (count(*) filter (where status = 'succeeded'))::int as succeeded,
        (count(*) filter (where status = 'failed'))::int as failed,
        (count(*) filter (where status = 'expired'))::int as expired,
        (count(*) filter (where status = 'cancelled'))::int as cancelled,
        (count(*) filter (where cost is null))::int as unpriced,
        sum(cost)::bigint as cost, sum(sync_cost)::bigint as sync_cost
      from fresh)
    update batch b set succeeded = b.succeeded + s.succeeded, failed = b.failed + s.failed,
      expired = b.expired + s.expired, cancelled = b.cancelled + s.cancelled, unpriced = b.unpriced + s.unpriced,
      settled = case when s.cost is null then b.settled else coalesce(b.settled, 0) + s.cost end,
      settled_sync = case when s.sync_cost is null then b.settled_sync else coalesce(b.settled_sync, 0) + s.sync_cost end,
      version = b.version + 1
    from sums s where b.id = $1 returning s.added`,
};

export type Shelf = { write(rows: Buffer): Promise<number>; close(): void };

/**
 * Where the outcomes of one part go, chunk by chunk, each in a transaction of its own with the counts of the batch. A
 * worker that lost its lease writes nothing more.
 */
export async function openShelf(
  ctx: Pick<Context, "pool" | "organisation">,
  { part, endedAt }: { part: Pick<Part, "id" | "fence" | "batchId">; endedAt: Date },
): Promise<Shelf> {
  const client = await ctx.pool.connect();
  const ignore = () => {}; // a connection that dies shows at the next query
  client.on("error", ignore);
  let broken: Error | undefined;
  await client.query(TABLE);
  return {
    async write(rows) {
      try {
        await client.query("begin");
        const held = await client.query("select 1 from batch_part where id = $1 and fence = $2 for share", [
          part.id,
          part.fence,
        ]);
        if (held.rowCount === 0) throw new LeaseLost();
        await copyIn(client, rows);
        const { rows: kept } = await client.query<{ added: number }>({
          ...KEEP,
          values: [part.batchId, endedAt],
        });
        const added = kept[0]?.added ?? 0;
        if (added > 0)
          await announceOn(client, [{ organisationId: ctx.organisation.id, batchId: part.batchId }]);
        await client.query("commit");
        return added;
      } catch (error) {
        await client.query("rollback").catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      }
    },
    close() {
      client.off("error", ignore);
      client.release(broken);
    },
  };
}

function copyIn(client: PoolClient, rows: Buffer): Promise<void> {
  const target = client.query(copyFrom(`copy incoming_outcome (${COLUMNS}) from stdin`));
  return new Promise((resolve, reject) => {
    target.on("error", reject);
    target.on("finish", resolve);
    target.end(rows);
  });
}
