import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { to as copyTo } from "pg-copy-streams";
import type { CanonicalColumn } from "@/lib/core/format";
import type { Picodollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";

/** The canonical columns that a settled request has, and where each stands. */
const BOOKED = {
  ts: "to_char(o.ended_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
  bucket_seconds: "3600",
  key: "o.batch_id || '/' || o.n || case when o.attempt > 1 then '#' || o.attempt else '' end",
  aggregate: "false",
  endpoint: "e.label",
  job: "b.label",
  provider_raw: "b.provider",
  model_raw: "coalesce(o.model, p.model, b.model)",
  team: "b.team",
  cost_center: "b.cost_center",
  requests: "1",
  fresh_input: "o.fresh_input",
  cached_input: "o.cached_input",
  cache_write_5m: "o.cache_write_5m",
  cache_write_1h: "o.cache_write_1h",
  cache_write_other: "o.cache_write_other",
  output: "o.output",
  reasoning: "o.reasoning",
  tier: "o.tier",
  cost: "o.cost",
  status: "o.status",
  provider_batch: "case when o.lane = 'batch' then p.provider_batch_id end",
} as const satisfies Partial<Record<CanonicalColumn, string>>;

export const BOOKED_COLUMNS = Object.keys(BOOKED) as (keyof typeof BOOKED)[];

/**
 * Every request of a batch that was worked, one row an attempt, as CSV without a heading. What expired or was cancelled
 * was no call; a failure that was never billed is one that cost nothing.
 */
export async function writeSettled(
  { pool }: Pick<Context, "pool">,
  batchId: string,
  file: string,
): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const select = `select ${Object.values(BOOKED).join(", ")}
      from request_outcome o join batch b on b.id = o.batch_id join endpoint e on e.id = b.endpoint_id
      join batch_request r on r.batch_id = o.batch_id and r.n = o.n
      left join batch_part p on p.batch_id = o.batch_id and p.number = r.part
      where o.batch_id = ${client.escapeLiteral(batchId)} and o.status in ('succeeded', 'failed')
      order by o.n, o.attempt`;
    const rows = client.query(copyTo(`copy (${select}) to stdout (format csv, null '\\N')`));
    await pipeline(rows, createWriteStream(file));
  } catch (error) {
    broken = error instanceof Error ? error : new Error("copy failed");
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What ran as single calls, and what that cost; null where one of them has no price. */
export async function loadFallback(
  { pool }: Pick<Context, "pool">,
  batchId: string,
): Promise<{ requests: number; cost: Picodollars | null }> {
  const { rows } = await pool.query<{ n: number; cost: bigint | null; unknown: number }>(
    `select count(distinct n)::int as n, sum(cost)::bigint as cost, (count(*) filter (where cost is null))::int as unknown
     from request_outcome where batch_id = $1 and attempt > 1`,
    [batchId],
  );
  const [row] = rows;
  if (!row || row.n === 0) return { requests: 0, cost: 0n };
  return { requests: row.n, cost: row.unknown > 0 ? null : row.cost };
}
