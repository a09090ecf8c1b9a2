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
