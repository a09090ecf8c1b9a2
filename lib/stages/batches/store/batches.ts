import { notFound } from "@/lib/core/errors";
import type { BatchState } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { Prisma, Batch as Row } from "@/prisma/generated/client";
import { PreflightReport } from "../model/preflight";
import { type Part, partOf } from "./parts/part-row";

type Ctx = Pick<Context, "db" | "organisation">;

export type Batch = Omit<Row, "state" | "preflight"> & {
  state: BatchState;
  preflight: PreflightReport | null;
};

const batchOf = (row: Row): Batch => ({
  ...row,
  state: row.state as BatchState,
  preflight: PreflightReport.nullable().catch(null).parse(row.preflight),
});

/** Owns means: any of the endpoint's words resolves to this person. The same rule as Spend's. */
async function isOwner({ db, organisation }: Ctx, endpointId: number, owner: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from dimension where organisation_id = ${organisation.id} and endpoint_id = ${endpointId}
      and lower(owner) = ${owner} limit 1`;
  return rows.length > 0;
}

/** Throws notFound; what belongs to another organisation, or to no endpoint of this owner, is not found either. */
export async function loadBatch(ctx: Ctx, batchId: string, owner: string | null): Promise<Batch> {
  const row = await ctx.db.batch.findFirst({ where: { id: batchId, organisationId: ctx.organisation.id } });
  if (!row || (owner !== null && !(await isOwner(ctx, row.endpointId, owner)))) throw notFound("This batch");
  return batchOf(row);
}

/** In a transaction, after its parts: nobody else changes it until the end. */
export async function lockBatch(ctx: Ctx, batchId: string): Promise<Batch> {
  await ctx.db.$queryRaw`select id from batch where id = ${batchId} for no key update`;
  return batchOf(await ctx.db.batch.findUniqueOrThrow({ where: { id: batchId } }));
}

export async function saveBatch(
  { db }: Ctx,
  batchId: string,
  change: Omit<Prisma.BatchUncheckedUpdateInput, "id">,
): Promise<void> {
  await db.batch.update({ where: { id: batchId }, data: { ...change, version: { increment: 1 } } });
}

export async function loadParts({ db }: Ctx, batchIds: string[]): Promise<Map<string, Part[]>> {
  const rows = await db.batchPart.findMany({
    where: { batchId: { in: batchIds } },
    orderBy: [{ batchId: "asc" }, { number: "asc" }],
  });
  const parts = new Map<string, Part[]>(batchIds.map((id) => [id, []]));
  for (const row of rows) parts.get(row.batchId)?.push(partOf(row));
  return parts;
}

/** Batches that send again what of these did not work: by the batch they come from. */
export async function loadRetries(ctx: Ctx, batchIds: string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.db.batch.findMany({
    where: { organisationId: ctx.organisation.id, retryOf: { in: batchIds } },
    select: { id: true, retryOf: true },
    orderBy: { createdAt: "asc" },
  });
  const retries = new Map<string, string[]>();
  for (const { id, retryOf } of rows)
    if (retryOf) retries.set(retryOf, [...(retries.get(retryOf) ?? []), id]);
  return retries;
}

/** Of these, what is in this organisation and, where an owner asks, theirs. */
export async function loadVisible(ctx: Ctx, batchIds: string[], owner: string | null): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    select b.id from batch b where b.organisation_id = ${ctx.organisation.id} and b.id = any(${batchIds})
      and (${owner}::text is null or exists (
        select 1 from dimension d where d.organisation_id = b.organisation_id and d.endpoint_id = b.endpoint_id
          and lower(d.owner) = ${owner}))`;
  return rows.map(({ id }) => id);
}

/** For jobs: null when there is none any more. */
export async function findBatchById(ctx: Ctx, batchId: string): Promise<Batch | null> {
  const row = await ctx.db.batch.findFirst({ where: { id: batchId, organisationId: ctx.organisation.id } });
  return row && batchOf(row);
}

export async function endpointKeyOf({ db }: Ctx, endpointId: number): Promise<string> {
  return (await db.endpoint.findUniqueOrThrow({ where: { id: endpointId }, select: { key: true } })).key;
}

/** How many requests these batches sent. */
export async function loadRetryCounts({ db }: Ctx, batchIds: string[]): Promise<number> {
  if (batchIds.length === 0) return 0;
  const sum = await db.batch.aggregate({ where: { id: { in: batchIds } }, _sum: { requests: true } });
  return sum._sum.requests ?? 0;
}
