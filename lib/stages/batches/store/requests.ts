import type { Context } from "@/lib/platform/context";

type Ranged = { from: number; to: number };

/** Which places of the upload a part holds, as few ranges: mostly one. */
export async function loadPlaces(
  { pool }: Pick<Context, "pool">,
  { batchId, number }: { batchId: string; number: number },
): Promise<Ranged[]> {
  const { rows } = await pool.query<Ranged>(
    `select min(n) as "from", max(n) as "to" from (
       select n, n - row_number() over (order by n) as island from batch_request where batch_id = $1 and part = $2) r
     group by island order by 1`,
    [batchId, number],
  );
  return rows;
}

/** What could be sent again: requests whose latest outcome says that the same may work. */
export async function countResendable({ pool }: Pick<Context, "pool">, batchId: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from (
       select distinct on (n) status, remedy from request_outcome where batch_id = $1 order by n, attempt desc) latest
     where status <> 'succeeded' and remedy = 'resend'`,
    [batchId],
  );
  return rows[0]?.n ?? 0;
}

export type Remaining = { requests: number; estimate: bigint | null };

/** Requests that have neither succeeded nor failed, and what they were estimated to cost in the batch. */
export async function loadRemaining({ pool }: Pick<Context, "pool">, batchId: string): Promise<Remaining> {
  const { rows } = await pool.query<{ n: number; estimate: bigint | null; unknown: number }>(
    `select count(*)::int as n, sum(r.estimate)::bigint as estimate,
       (count(*) filter (where r.estimate is null))::int as unknown
     from batch_request r where r.batch_id = $1 and not exists (
       select 1 from request_outcome o
       where o.batch_id = r.batch_id and o.n = r.n and o.status in ('succeeded', 'failed'))`,
    [batchId],
  );
  const [row] = rows;
  return { requests: row?.n ?? 0, estimate: row && row.unknown === 0 ? row.estimate : null };
}

export type Resendable = { n: number; customId: string; offset: bigint; length: number };

/** The same requests, with where their lines lie in the upload. */
export async function loadResendable(
  { pool }: Pick<Context, "pool">,
  batchId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Resendable[]> {
  const { rows } = await pool.query<Resendable>(
    `select r.n, r.custom_id as "customId", r."offset", r.length
     from request_outcome o join batch_request r on r.batch_id = o.batch_id and r.n = o.n
     where o.batch_id = $1 and o.n > $2 and o.status <> 'succeeded' and o.remedy = 'resend'
       and not exists (select 1 from request_outcome later
         where later.batch_id = o.batch_id and later.n = o.n and later.attempt > o.attempt)
     order by o.n limit $3`,
    [batchId, after, limit],
  );
  return rows;
}
