import type { Lane } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/prisma/generated/client";
import type { Price } from "../model/after/settle-cost";

type Ctx = Pick<Context, "db" | "pool">;

export type Left = {
  n: number;
  part: number;
  customId: string;
  offset: bigint;
  length: number;
  estimate: bigint | null;
  /** Of the call that would be made. */
  attempt: number;
};

/** Requests whose latest word is neither a success nor a failure and for which no call is under way, in their order. */
export async function loadLeft({ pool }: Pick<Ctx, "pool">, batchId: string, limit: number): Promise<Left[]> {
  const { rows } = await pool.query<Left>(
    `select r.n, r.part, r.custom_id as "customId", r."offset", r.length, r.estimate,
       greatest(coalesce((select max(o.attempt) from request_outcome o where o.batch_id = r.batch_id and o.n = r.n), 1),
         1) + 1 as attempt
     from batch_request r
     where r.batch_id = $1
       and not exists (select 1 from request_outcome o
         where o.batch_id = r.batch_id and o.n = r.n and o.status in ('succeeded', 'failed'))
       and not exists (select 1 from request_call c where c.batch_id = r.batch_id and c.n = r.n and not exists (
         select 1 from request_outcome o where o.batch_id = c.batch_id and o.n = c.n and o.attempt = c.attempt))
     order by r.n limit $2`,
    [batchId, limit],
  );
  return rows;
}

export type Call = { n: number; attempt: number };

/** Calls that were begun and have no outcome: under way, or cut off. */
export async function loadOpenCalls(
  { pool }: Pick<Ctx, "pool">,
  batchId: string,
): Promise<(Call & { begunAt: Date; lane: Lane })[]> {
  const { rows } = await pool.query<Call & { begunAt: Date; lane: Lane }>(
    `select c.n, c.attempt, c.begun_at as "begunAt", c.lane from request_call c
     where c.batch_id = $1 and not exists (
       select 1 from request_outcome o where o.batch_id = c.batch_id and o.n = c.n and o.attempt = c.attempt)`,
    [batchId],
  );
  return rows;
}

/** The intention, committed before the call. False when another worker had it first. */
export async function beginCall(
  { db }: Pick<Ctx, "db">,
  batchId: string,
  call: Call & { lane: Lane; begunAt: Date },
): Promise<boolean> {
  const { count } = await db.requestCall.createMany({ data: [{ batchId, ...call }], skipDuplicates: true });
  return count === 1;
}

/** It was surely not worked: as if it had never been begun. */
export async function forgetCall(
  { db }: Pick<Ctx, "db">,
  batchId: string,
  { n, attempt }: Call,
): Promise<void> {
  await db.requestCall.deleteMany({ where: { batchId, n, attempt } });
}

export type Single = Omit<Prisma.RequestOutcomeUncheckedCreateInput, "batchId" | "cost" | "syncCost"> & {
  n: number;
  attempt: number;
  status: "succeeded" | "failed" | "expired" | "cancelled";
};

/** In a transaction: the outcome of a single call, and the batch's counts with it. False when it has one already. */
export async function keepSingle(
  { db }: Pick<Ctx, "db">,
  batchId: string,
  single: Single,
  price: Pick<Price, "cost" | "syncCost">,
): Promise<boolean> {
  const { cost, syncCost } = price;
  const before = await db.requestOutcome.findFirst({
    where: { batchId, n: single.n },
    orderBy: { attempt: "desc" },
    select: { status: true },
  });
  const { count } = await db.requestOutcome.createMany({
    data: [{ ...single, batchId, cost, syncCost }],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  const step = (status: string) => (single.status === status ? 1 : 0) - (before?.status === status ? 1 : 0);
  await db.$executeRaw`
    update batch set succeeded = succeeded + ${step("succeeded")}, failed = failed + ${step("failed")},
      expired = expired + ${step("expired")}, cancelled = cancelled + ${step("cancelled")},
      sync_done = sync_done + ${single.status === "succeeded" || single.status === "failed" ? 1 : 0},
      unpriced = unpriced + ${cost === null ? 1 : 0},
      settled = case when ${cost}::bigint is null then settled else coalesce(settled, 0) + ${cost}::bigint end,
      settled_sync = case when ${syncCost}::bigint is null then settled_sync
        else coalesce(settled_sync, 0) + ${syncCost}::bigint end,
      version = version + 1
    where id = ${batchId}`;
  return true;
}

/** What single calls of a batch have cost so far; `unknown`: of those without a price. */
export async function loadSpent(
  { pool }: Pick<Ctx, "pool">,
  batchId: string,
): Promise<{ cost: bigint; unknown: number; done: number }> {
  const { rows } = await pool.query<{ cost: bigint | null; unknown: number; done: number }>(
    `select sum(cost)::bigint as cost, (count(*) filter (where cost is null))::int as unknown, count(*)::int as done
     from request_outcome where batch_id = $1 and attempt > 1`,
    [batchId],
  );
  const [row] = rows;
  return { cost: row?.cost ?? 0n, unknown: row?.unknown ?? 0, done: row?.done ?? 0 };
}
