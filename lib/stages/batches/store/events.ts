import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { EventDetail } from "../model/words";

export type NewEvent = { event: string; detail?: EventDetail };

/** Part of the caller's transaction. */
export async function addEvents(
  { db, now }: Pick<Context, "db" | "now">,
  batchId: string,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const at = now();
  await db.batchEvent.createMany({
    data: events.map(({ event, detail = {} }) => ({ batchId, at, event, detail })),
  });
}

export const CHANNEL = "offpeak_batches";

/** Pages that show this batch hear of it when, and only when, the transaction is committed. */
export async function announce(
  { db, organisation }: Pick<Context, "db" | "organisation">,
  batchId: string,
): Promise<void> {
  await db.$executeRaw`select pg_notify(${CHANNEL}, ${`${organisation.id} ${batchId}`})`;
}

/** The same on a connection of plain SQL. */
export async function announceOn(
  client: Pick<PoolClient, "query">,
  batches: readonly { organisationId: number; batchId: string }[],
): Promise<void> {
  if (batches.length === 0) return;
  await client.query("select pg_notify($1, payload) from unnest($2::text[]) payload", [
    CHANNEL,
    batches.map(({ organisationId, batchId }) => `${organisationId} ${batchId}`),
  ]);
}
