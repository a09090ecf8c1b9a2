import type { Context } from "@/lib/platform/context";
import { PART_COLUMNS, type Part, partOf, type RawPart } from "./part-row";

type Door = Pick<Context, "pool" | "now">;

/** look: ask the provider how far it is. settle: read its results. submit: send it. search: find what a crash lost. */
export type Errand = "look" | "settle" | "submit" | "search";

const WHICH: Record<Errand, string> = {
  look: "p.state in ('running', 'finishing', 'cancelling') and p.remote_ended_at is null",
  settle: "p.state = 'finishing' and p.remote_ended_at is not null",
  submit: "p.state = 'queued'",
  search: "p.state in ('submitting', 'unsure')",
};

/**
 * Takes what is due, the longest due first, each for one worker: a lease, and a number that fences off whoever held it
 * before. Parts of a connection that was asked to wait are left alone.
 */
export async function claimParts(
  { pool, now }: Door,
  errand: Errand,
  { limit, leaseUntil }: { limit: number; leaseUntil: Date },
): Promise<Part[]> {
  const { rows } = await pool.query<RawPart>({
    name: `batches-claim-${errand}`,
    text: `with due as (
        select p.id from batch_part p join connection c on c.id = p.connection_id
        where p.next_check_at <= $1 and (p.lease_until is null or p.lease_until <= $1) and ${WHICH[errand]}
          and (c.paused_until is null or c.paused_until <= $1)
        order by p.next_check_at limit $2 for update of p skip locked)
      update batch_part p set lease_until = $3, next_check_at = $3, fence = p.fence + 1
      from due where p.id = due.id returning ${PART_COLUMNS}`,
    values: [now(), limit, leaseUntil],
  });
  return rows.map(partOf);
}

/** Still at work: false when somebody else holds it by now. `nextCheckAt` is when another may take over. */
export async function renewLease(
  { pool }: Door,
  { id, fence }: Pick<Part, "id" | "fence">,
  until: { leaseUntil: Date; nextCheckAt: Date },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    "update batch_part set lease_until = $3, next_check_at = $4 where id = $1 and fence = $2 and lease_until is not null",
    [id, fence, until.leaseUntil, until.nextCheckAt],
  );
  return rowCount === 1;
}

/** How long the longest due has waited; null: nothing is due. */
export async function oldestDue({ pool, now }: Door): Promise<Date | null> {
  const { rows } = await pool.query<{ at: Date | null }>(
    "select min(next_check_at) as at from batch_part where next_check_at <= $1",
    [now()],
  );
  return rows[0]?.at ?? null;
}

/** Takes so many calls of this minute's budget of a connection; answers how many there were. */
export async function takeCalls(
  { pool }: Pick<Door, "pool">,
  connectionId: string,
  budget: { minute: Date; wanted: number; perMinute: number },
): Promise<number> {
  const { minute, wanted, perMinute } = budget;
  await pool.query(
    "insert into connection_pace (connection_id, minute, calls) values ($1, $2, 0) on conflict do nothing",
    [connectionId, minute],
  );
  const { rows } = await pool.query<{ granted: number }>(
    `with before as (
       select case when minute = $2 then calls else 0 end as calls
       from connection_pace where connection_id = $1 for update)
     update connection_pace p set minute = $2, calls = before.calls + granted
     from before, lateral (select least($3::int, greatest($4::int - before.calls, 0)) as granted) g
     where p.connection_id = $1 returning granted`,
    [connectionId, minute, wanted, perMinute],
  );
  return rows[0]?.granted ?? 0;
}
