import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/prisma/generated/client";
import type { PartState } from "../../model/part";
import { type Candidate, type Part, partOf, type StoredReason } from "./part-row";

/** Somebody else holds the part by now: whatever this worker found is not written. */
export class LeaseLost extends Error {}

export type PartChange = Partial<{
  state: PartState;
  rawState: string | null;
  reason: StoredReason | null;
  key: string;
  attempt: number;
  intentAt: Date | null;
  providerBatchId: string | null;
  candidates: Candidate[] | null;
  counts: object | null;
  remoteCreatedAt: Date | null;
  expiresAt: Date | null;
  remoteEndedAt: Date | null;
  settledAt: Date | null;
  cancelAskedAt: Date | null;
  nextCheckAt: Date | null;
  checks: number;
  troubles: number;
  leaseUntil: Date | null;
}>;

const json = (value: object | null | undefined) =>
  value === undefined ? undefined : value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);

function dataOf({
  reason,
  candidates,
  counts,
  ...plain
}: PartChange): Prisma.BatchPartUpdateManyMutationInput {
  return {
    leaseUntil: null,
    ...plain,
    ...(reason !== undefined && { reason: json(reason) }),
    ...(candidates !== undefined && { candidates: json(candidates) }),
    ...(counts !== undefined && { counts: json(counts) }),
  };
}

/**
 * Writes what a worker found and gives the part back, unless `change` keeps the lease. Throws LeaseLost when another
 * holds it. A cancel that was asked meanwhile makes it due at once.
 */
export async function movePart(
  { db, now }: Pick<Context, "db" | "now">,
  claim: Pick<Part, "id" | "fence" | "cancelAskedAt">,
  change: PartChange,
): Promise<Part> {
  const { count } = await db.batchPart.updateMany({
    where: { id: claim.id, fence: claim.fence },
    data: dataOf(change),
  });
  if (count === 0) throw new LeaseLost();
  const row = await db.batchPart.findUniqueOrThrow({ where: { id: claim.id } });
  if (row.cancelAskedAt && !claim.cancelAskedAt && row.nextCheckAt && row.leaseUntil === null)
    await db.batchPart.update({ where: { id: claim.id }, data: { nextCheckAt: now() } });
  return partOf(row);
}

/** All parts of a batch, in their order, nobody else changing them until the transaction ends. */
export async function lockParts({ db }: Pick<Context, "db">, batchId: string): Promise<Part[]> {
  await db.$queryRaw`select id from batch_part where batch_id = ${batchId} order by id for update`;
  const rows = await db.batchPart.findMany({ where: { batchId }, orderBy: { number: "asc" } });
  return rows.map(partOf);
}

/** A person's word: a worker that is at the part is fenced off, and what it finds is not written. */
export async function overrulePart(
  { db }: Pick<Context, "db">,
  { id }: Pick<Part, "id">,
  change: PartChange,
): Promise<void> {
  await db.batchPart.update({ where: { id }, data: { ...dataOf(change), fence: { increment: 1 } } });
}

/** Whether a batch of the provider belongs to another part already. */
export async function isRemoteTaken(
  { db }: Pick<Context, "db">,
  { id, connectionId }: Pick<Part, "id" | "connectionId">,
  providerBatchId: string,
): Promise<boolean> {
  const found = await db.batchPart.findFirst({
    where: { connectionId, providerBatchId, id: { not: id } },
    select: { id: true },
  });
  return found !== null;
}

/** Due now, whoever is at them. */
export async function callSoon(
  { db, now }: Pick<Context, "db" | "now">,
  parts: readonly Pick<Part, "id">[],
): Promise<void> {
  await db.batchPart.updateMany({
    where: { id: { in: parts.map(({ id }) => id) } },
    data: { nextCheckAt: now() },
  });
}

/** The same for the part that a batch of the provider belongs to, if it is still open. */
export async function callRemoteSoon(
  { db, now, organisation }: Pick<Context, "db" | "now" | "organisation">,
  connectionId: string,
  providerBatchId: string,
): Promise<void> {
  await db.batchPart.updateMany({
    where: { organisationId: organisation.id, connectionId, providerBatchId, nextCheckAt: { not: null } },
    data: { nextCheckAt: now() },
  });
}

/** A cancel for what the provider has, or may have. What is being sent is due when it surely shows. */
export async function askCancel(
  { db, now }: Pick<Context, "db" | "now">,
  part: Pick<Part, "id" | "state">,
): Promise<void> {
  const isOnItsWay = part.state === "submitting";
  await db.batchPart.update({
    where: { id: part.id },
    data: { cancelAskedAt: now(), ...(!isOnItsWay && { nextCheckAt: now() }) },
  });
}
