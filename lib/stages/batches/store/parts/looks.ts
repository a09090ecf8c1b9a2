import type { RemoteCounts } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { announceOn } from "../events";
import type { Part } from "./part-row";

type Door = Pick<Context, "pool" | "now">;

/** A look after which only the counts may differ. */
export type QuietLook = {
  part: Pick<Part, "id" | "fence" | "batchId" | "organisationId" | "counts">;
  counts: RemoteCounts | null;
  nextCheckAt: Date;
};

/** Writes a set of looks at once, each only if its worker still holds the part; pages hear of counts that moved. */
export async function keepLooks({ pool, now }: Door, looks: readonly QuietLook[]): Promise<void> {
  if (looks.length === 0) return;
  const rows = looks.map(({ part, counts, nextCheckAt }) => ({
    id: part.id,
    fence: part.fence,
    counts,
    next: nextCheckAt,
    moved: !isSame(counts, part.counts),
  }));
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const kept = await client.query<{ batch_id: string; moved: boolean }>({
      name: "batches-keep-looks",
      // In one order, so that two rounds and a person's cancel never wait for each other in a circle.
      text: `with v as (
          select * from jsonb_to_recordset($1) as v (id int, fence int, counts jsonb, next timestamptz, moved boolean)),
        held as (select p.id from batch_part p join v on p.id = v.id order by p.id for update of p)
        update batch_part p set lease_until = null, troubles = 0, checks = p.checks + 1, counts = v.counts,
          next_check_at = case when p.cancel_asked_at is not null then $2 else v.next end
        from v join held on held.id = v.id
        where p.id = v.id and p.fence = v.fence returning p.batch_id, v.moved`,
      values: [JSON.stringify(rows), now()],
    });
    const moved = [...new Set(kept.rows.filter((row) => row.moved).map((row) => row.batch_id))].sort();
    if (moved.length > 0) {
      const told = await client.query<{ batchId: string; organisationId: number }>(
        `with held as (select id from batch where id = any($1) order by id for no key update)
         update batch b set version = b.version + 1 from held where b.id = held.id
         returning b.id as "batchId", b.organisation_id as "organisationId"`,
        [moved],
      );
      await announceOn(client, told.rows);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function isSame(a: RemoteCounts | null, b: RemoteCounts | null): boolean {
  if (a === null || b === null) return a === b;
  const names = ["total", "succeeded", "failed", "expired", "cancelled"] as const;
  return names.every((name) => a[name] === b[name]);
}

/** Gives parts back unlooked at, due later. */
export async function postponeParts(
  { pool }: Pick<Door, "pool">,
  parts: readonly Pick<Part, "id" | "fence">[],
  nextCheckAt: Date,
): Promise<void> {
  if (parts.length === 0) return;
  await pool.query(
    `update batch_part p set lease_until = null, next_check_at = $3
     from unnest($1::int[], $2::int[]) as v (id, fence) where p.id = v.id and p.fence = v.fence`,
    [parts.map(({ id }) => id), parts.map(({ fence }) => fence), nextCheckAt],
  );
}
