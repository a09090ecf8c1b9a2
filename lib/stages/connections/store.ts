import { z } from "zod";
import type { ConnectionReport } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/prisma/generated/client";
import type { Connection, ConnectionChoice } from "./model/connection";
import { Limits } from "./model/limits";
import { Report } from "./model/report";

const Texts = z.record(z.string(), z.string());
type Row = Prisma.ConnectionGetPayload<object>;

/** The keys as they lie in the database, for whoever opens them. */
export type Sealed = { sealed: string; sealedWith: string };
export type StoredConnection = Connection & Sealed;

function storedOf(ctx: Context, row: Row): StoredConnection {
  return {
    id: row.id,
    provider: row.provider,
    name: row.name,
    costCenter: row.costCenter,
    settings: Texts.parse(row.settings),
    masks: Texts.parse(row.masks),
    limits: Limits.parse(row.limits),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    test: row.testedAt && row.report ? { at: row.testedAt, report: Report.parse(row.report) } : null,
    pausedUntil: row.pausedUntil,
    isLocked: !ctx.seal.knows(row.sealedWith),
    sealed: row.sealed,
    sealedWith: row.sealedWith,
  };
}

function connectionOf(ctx: Context, row: Row): Connection {
  const { sealed: _, sealedWith: __, ...connection } = storedOf(ctx, row);
  return connection;
}

const standing = (ctx: Context) => ({ organisationId: ctx.organisation.id, removedAt: null });
const byName: Prisma.ConnectionOrderByWithRelationInput[] = [
  { provider: "asc" },
  { name: "asc" },
  { id: "asc" },
];

/** One more than the page holds, to know whether there is a next one. */
export async function loadConnections(
  ctx: Context,
  after: string | null = null,
  limit?: number,
): Promise<Connection[]> {
  const rows = await ctx.db.connection.findMany({
    where: standing(ctx),
    orderBy: byName,
    ...(limit !== undefined && { take: limit + 1 }),
    ...(after !== null && { cursor: { id: after }, skip: 1 }),
  });
  return rows.map((row) => connectionOf(ctx, row));
}

export async function loadChoices(ctx: Context): Promise<ConnectionChoice[]> {
  return ctx.db.connection.findMany({
    where: standing(ctx),
    orderBy: byName,
    select: { id: true, provider: true, name: true, costCenter: true },
  });
}

export async function findConnection(ctx: Context, id: string): Promise<Connection | null> {
  const row = await ctx.db.connection.findFirst({ where: { ...standing(ctx), id } });
  return row && connectionOf(ctx, row);
}

/** With its keys, and also once it was removed: whoever asks for it has its id from a batch. */
export async function findStored(
  ctx: Context,
  id: string,
): Promise<{ connection: StoredConnection; isRemoved: boolean } | null> {
  const row = await ctx.db.connection.findFirst({ where: { organisationId: ctx.organisation.id, id } });
  return row && { connection: storedOf(ctx, row), isRemoved: row.removedAt !== null };
}

/** In a transaction: nobody else changes it meanwhile. */
export async function takeConnection(ctx: Context, id: string): Promise<StoredConnection | null> {
  await ctx.db.$queryRaw`
    SELECT id FROM connection WHERE id = ${id} AND organisation_id = ${ctx.organisation.id} FOR UPDATE`;
  const found = await findStored(ctx, id);
  return found && !found.isRemoved ? found.connection : null;
}

export type NewConnection = Sealed &
  Pick<Connection, "id" | "provider" | "name" | "costCenter" | "settings" | "masks" | "limits">;

export async function saveConnection(ctx: Context, connection: NewConnection, by: string): Promise<void> {
  const now = ctx.now();
  await ctx.db.connection.create({
    data: {
      ...connection,
      limits: { ...connection.limits },
      organisationId: ctx.organisation.id,
      createdBy: by,
      createdAt: now,
      changedAt: now,
    },
  });
}

export async function saveChange(
  ctx: Context,
  { id, limits, ...change }: Omit<NewConnection, "provider">,
  options: { forgetTest: boolean },
): Promise<void> {
  await ctx.db.connection.update({
    where: { id },
    data: {
      ...change,
      limits: { ...limits },
      changedAt: ctx.now(),
      ...(options.forgetTest && { testedAt: null, report: Prisma.DbNull, pausedUntil: null }),
    },
  });
}

/** Keeps the row for the batches that ran through it. */
export async function wipeConnection(ctx: Context, id: string): Promise<void> {
  await ctx.db.connection.update({
    where: { id },
    data: { removedAt: ctx.now(), changedAt: ctx.now(), sealed: "", sealedWith: "", masks: {} },
  });
}

/** False when the connection was changed since: what was tested is no longer what stands. */
export async function saveReport(
  ctx: Context,
  tested: Connection,
  report: ConnectionReport,
): Promise<boolean> {
  const { count } = await ctx.db.connection.updateMany({
    where: { ...standing(ctx), id: tested.id, changedAt: tested.changedAt },
    data: {
      testedAt: ctx.now(),
      report: { ...report, checks: report.checks.map((check) => ({ ...check })) },
    },
  });
  return count > 0;
}

/** Never shortens a pause. */
export async function savePause(ctx: Context, id: string, until: Date): Promise<void> {
  await ctx.db.connection.updateMany({
    where: {
      id,
      organisationId: ctx.organisation.id,
      OR: [{ pausedUntil: null }, { pausedUntil: { lt: until } }],
    },
    data: { pausedUntil: until },
  });
}

/** Those whose keys were sealed with another secret than the one of now. */
export async function loadOutdated(ctx: Context): Promise<(Sealed & { id: string; name: string })[]> {
  return ctx.db.connection.findMany({
    where: { ...standing(ctx), sealedWith: { not: ctx.seal.fingerprint } },
    select: { id: true, name: true, sealed: true, sealedWith: true },
  });
}

/** False when somebody else was faster. */
export async function saveSealed(ctx: Context, id: string, before: Sealed, after: Sealed): Promise<boolean> {
  const { count } = await ctx.db.connection.updateMany({
    where: { id, organisationId: ctx.organisation.id, sealed: before.sealed },
    data: after,
  });
  return count > 0;
}

/** Whether there is, or ever was, one of that name. */
export async function findNamed(
  ctx: Context,
  provider: string,
  name: string,
): Promise<{ id: string; isRemoved: boolean } | null> {
  const row = await ctx.db.connection.findFirst({
    where: { organisationId: ctx.organisation.id, provider, name },
    orderBy: { removedAt: { sort: "desc", nulls: "first" } },
    select: { id: true, removedAt: true },
  });
  return row && { id: row.id, isRemoved: row.removedAt !== null };
}

const RUNNING = ["queued", "submitting", "unsure", "running", "finishing", "cancelling"];

/** Parts of batches that need its keys to come to their end. */
export async function countRunningParts(ctx: Context, id: string): Promise<number> {
  return ctx.db.batchPart.count({
    where: { connectionId: id, organisationId: ctx.organisation.id, state: { in: RUNNING } },
  });
}

/** Whose connection it is, for doors that know its id alone; null also when it was removed. */
export async function loadOwner({ db }: Pick<Context, "db">, id: string): Promise<number | null> {
  const row = await db.connection.findFirst({
    where: { id, removedAt: null },
    select: { organisationId: true },
  });
  return row?.organisationId ?? null;
}
