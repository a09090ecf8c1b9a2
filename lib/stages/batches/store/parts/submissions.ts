import type { Context } from "@/lib/platform/context";
import { FrozenRates } from "@/lib/stages/prices/model/frozen-rates";
import type { Prisma } from "@/prisma/generated/client";
import { SENT } from "../../model/part";
import type { Load } from "../../model/timing/admission";
import type { Part } from "./part-row";

type Ctx = Pick<Context, "db">;

/** First half of the advisory lock of a connection; the second is its name. */
const CONNECTION_LOCK = 0x5e4d;

/** In a transaction: one worker at a time decides who may send through a connection. */
export async function lockConnection({ db }: Ctx, connectionId: string): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(${CONNECTION_LOCK}::int, hashtext(${connectionId}))`;
}

/** What stands in the provider's queue through this connection for that model. */
export async function loadLoad(
  { db }: Ctx,
  { connectionId, model }: { connectionId: string; model: string | null },
  since: Date,
): Promise<Load> {
  const rows = await db.$queryRaw<{ tokens: bigint; jobs: bigint; creates: bigint }[]>`
    select coalesce(sum(input_tokens) filter (where model is not distinct from ${model}), 0)::bigint as tokens,
      count(*) filter (where model is not distinct from ${model}) as jobs,
      count(*) filter (where intent_at > ${since}) as creates
    from batch_part where connection_id = ${connectionId} and remote_ended_at is null
      and state in ('submitting', 'unsure', 'running', 'finishing', 'cancelling')`;
  const [row] = rows;
  return {
    tokensOfModel: row?.tokens ?? 0n,
    jobsOfModel: Number(row?.jobs ?? 0n),
    createsInLastMinute: Number(row?.creates ?? 0n),
  };
}

/** Whether an older part of the same model waits for the same queue: it goes first. */
export async function isOvertaking(
  { db }: Ctx,
  { id, connectionId, model }: Pick<Part, "id" | "connectionId" | "model">,
): Promise<boolean> {
  const older = await db.batchPart.findFirst({
    where: {
      connectionId,
      model,
      state: "queued",
      id: { lt: id },
      reason: { path: ["code"], equals: "waits-for-tokens" },
    },
    select: { id: true },
  });
  return older !== null;
}

/** Batches of a connection that somebody looks at, for the rate of looks. */
export async function countSent({ db }: Ctx, connectionId: string): Promise<number> {
  return db.batchPart.count({ where: { connectionId, remoteEndedAt: null, state: { in: [...SENT] } } });
}

export type BatchFacts = {
  endpoint: string;
  costCenter: string;
  provider: string;
  startedAt: Date | null;
  deadlineAt: Date | null;
  parts: number;
  rates: FrozenRates | null;
};

/** What a submission tells of its batch. */
export async function loadFacts({ db }: Ctx, batchId: string): Promise<BatchFacts> {
  const batch = await db.batch.findUniqueOrThrow({
    where: { id: batchId },
    include: { _count: { select: { parts: true } } },
  });
  const endpoint = await db.endpoint.findUniqueOrThrow({
    where: { id: batch.endpointId },
    select: { label: true },
  });
  const rates = FrozenRates.safeParse(batch.rates);
  return {
    endpoint: endpoint.label,
    costCenter: batch.costCenter,
    provider: batch.provider,
    startedAt: batch.startedAt,
    deadlineAt: batch.deadlineAt,
    parts: batch._count.parts,
    rates: rates.success ? rates.data : null,
  };
}

/** The first submission of a batch starts its clock. */
export async function startClock(
  { db }: Ctx,
  batchId: string,
  clock: { startedAt: Date; deadlineAt: Date },
): Promise<void> {
  await db.batch.updateMany({
    where: { id: batchId, startedAt: null },
    data: { startedAt: clock.startedAt },
  });
  await db.batch.updateMany({
    where: { id: batchId, deadlineAt: null },
    data: { deadlineAt: clock.deadlineAt },
  });
}

/** Ids of the provider's batches that belong to other submissions, of whatever connection: accounts may be shared. */
export async function loadKnownIds(
  { db }: Ctx,
  { id, intentAt }: Pick<Part, "id" | "intentAt">,
  provider: string,
): Promise<Set<string>> {
  const day = 24 * 3_600_000;
  const where: Prisma.BatchPartWhereInput = {
    id: { not: id },
    providerBatchId: { not: null },
    batch: { provider },
    ...(intentAt && { remoteCreatedAt: { gte: new Date(intentAt.getTime() - day) } }),
  };
  const rows = await db.batchPart.findMany({ where, select: { providerBatchId: true } });
  return new Set(rows.flatMap(({ providerBatchId }) => providerBatchId ?? []));
}

export const countParts = ({ db }: Ctx, batchId: string): Promise<number> =>
  db.batchPart.count({ where: { batchId } });

export type SettleFacts = { rates: FrozenRates | null; answerSchema: unknown };

export async function loadSettleFacts({ db }: Ctx, batchId: string): Promise<SettleFacts> {
  const batch = await db.batch.findUniqueOrThrow({
    where: { id: batchId },
    select: { rates: true, answerSchema: true },
  });
  const rates = FrozenRates.safeParse(batch.rates);
  return { rates: rates.success ? rates.data : null, answerSchema: batch.answerSchema };
}
