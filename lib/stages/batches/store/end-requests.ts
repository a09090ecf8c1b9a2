import type { ItemStatus } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/prisma/generated/client";

export type Ending = {
  status: Exclude<ItemStatus, "succeeded">;
  code: string;
  message: string;
  remedy: "fix" | "resend";
  /** May have been worked and billed although nothing of it came back: then its cost is unknown, not zero. */
  maybeCharged: boolean;
  at: Date;
};

const COUNTER = {
  failed: Prisma.sql`failed`,
  expired: Prisma.sql`expired`,
  cancelled: Prisma.sql`cancelled`,
} as const;

/**
 * Every request of a part that has no outcome yet ends like this. In the transaction that ends the part; running it
 * again changes nothing. Answers how many there were.
 */
export async function endOpenRequests(
  { db }: Pick<Context, "db">,
  { batchId, number }: { batchId: string; number: number },
  { status, code, message, remedy, maybeCharged, at }: Ending,
): Promise<number> {
  const cost = maybeCharged ? null : 0n;
  const counter = COUNTER[status];
  const rows = await db.$queryRaw<{ ended: bigint }[]>`
    with fresh as (
      insert into request_outcome
        (batch_id, n, attempt, lane, status, code, message, remedy, cost, sync_cost, ended_at)
      select batch_id, n, 1, 'batch', ${status}, ${code}, ${message}, ${remedy}, ${cost}::bigint, ${cost}::bigint, ${at}
      from batch_request where batch_id = ${batchId} and part = ${number}
      on conflict do nothing returning 1),
    ended as (select count(*) as ended from fresh)
    update batch set ${counter} = ${counter} + ended.ended::int,
      unpriced = unpriced + case when ${maybeCharged} then ended.ended::int else 0 end
    from ended where id = ${batchId} returning ended.ended`;
  return Number(rows[0]?.ended ?? 0n);
}
