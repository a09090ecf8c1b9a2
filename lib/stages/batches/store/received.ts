import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { Prisma } from "@/prisma/generated/client";
import type { Fix } from "../model/fix";
import { addEvents, announce } from "./events";

export type NewBatch = {
  id: string;
  endpointId: number;
  costCenter: string;
  team: string | null;
  label: string | null;
  provider: string;
  connectionId: string;
  model: string | null;
  start: "now" | "hold";
  filename: string;
  bytes: number;
  sha256: string;
  canary: number | null;
  answerSchema: Prisma.InputJsonValue | null;
  retryOf: string | null;
  fixes: Fix[];
  filesUntil: Date;
};

/** Part of the caller's transaction. */
export async function createBatch(
  ctx: Pick<Context, "db" | "organisation" | "now" | "actor">,
  { answerSchema, bytes, ...batch }: NewBatch,
): Promise<void> {
  await ctx.db.batch.create({
    data: {
      ...batch,
      organisationId: ctx.organisation.id,
      bytes: BigInt(bytes),
      answerSchema: answerSchema ?? Prisma.DbNull,
      state: "preflight",
      createdBy: ctx.actor.email ?? ctx.actor.name,
      createdByName: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
  await addEvents(ctx, batch.id, [{ event: "batch.received", detail: { bytes, by: ctx.actor.name } }]);
  await announce(ctx, batch.id);
}

/** False: it has been started, or it is not there. */
export async function deleteUnsent(
  client: Pick<PoolClient, "query">,
  { organisation }: Pick<Context, "organisation">,
  batchId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `delete from batch where id = $1 and organisation_id = $2 and state in ('preflight', 'blocked', 'held')
       and not exists (select 1 from batch_part p where p.batch_id = batch.id)`,
    [batchId, organisation.id],
  );
  return rowCount === 1;
}

/** Which of these ids are batches, of whatever organisation. */
export async function loadKnownBatches({ pool }: Pick<Context, "pool">, ids: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>("select id from batch where id = any($1)", [ids]);
  return new Set(rows.map(({ id }) => id));
}
