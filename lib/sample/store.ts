import type { Context, Organisation } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { IS_SAMPLE } from "@/lib/stages/questions/model/asking/outbox";

/** One load or removal at a time, whichever process asks. */
const SAMPLE_LOCK = 0x5a3b1e;

/** Two clicks, or a click and a command: the second waits, and finds what the first left. */
export async function oneAtATime<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  const client = await ctx.pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [SAMPLE_LOCK]);
    return await work();
  } finally {
    // Closing the connection frees the lock, whatever state it is in.
    client.release(true);
  }
}

export type KnownImport = { id: string; filename: string; status: string };

export async function findImports(ctx: Context): Promise<KnownImport[]> {
  const { rows } = await ctx.pool.query<KnownImport>(
    "select id, filename, status from import where organisation_id = $1 order by received_at, id",
    [ctx.organisation.id],
  );
  return rows;
}

/** Every row that belongs to the organisation, in whatever table, and people who are then in none. */
export async function deleteOrganisation(
  ctx: Context,
  organisation: Organisation,
  people: string[],
): Promise<void> {
  const client = await ctx.pool.connect();
  try {
    await client.query("begin");
    const batches = await batchIds(client, organisation.id);
    for (const table of await ownedTables(client))
      await client.query(`delete from ${table} where organisation_id = $1`, [organisation.id]);
    // Outcomes go only after their batch has gone.
    for (const table of ["batch_request", "request_outcome", "request_call"])
      await client.query(`delete from ${table} where batch_id = any($1)`, [batches]);
    await client.query("delete from organisation where id = $1 and is_sample", [organisation.id]);
    await client.query(
      `delete from app_user where email = any($1)
       and not exists (select from membership where membership.user_id = app_user.id)`,
      [people],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function batchIds(client: Pick<PoolClient, "query">, organisationId: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>("select id from batch where organisation_id = $1", [
    organisationId,
  ]);
  return rows.map(({ id }) => id);
}

/** Whose files lie in the file store. */
export async function findBatchIds(ctx: Context): Promise<string[]> {
  return batchIds(ctx.pool, ctx.organisation.id);
}

/** Asked of the database, so that a table of a later stage is not forgotten. */
async function ownedTables(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(c.table_name) as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and c.column_name = 'organisation_id' and t.table_type = 'BASE TABLE'
     order by 1`,
  );
  return rows.map((row) => row.name);
}

/** In its story the messages were sent; what still waits for an answer says why nobody gets it now. */
export async function tellSent(ctx: Context): Promise<void> {
  await ctx.pool.query(
    `update outbox_message m set state = 'sent', sent_at = m.created_at, attempts = 1
     from question q where q.id = m.question_id and m.organisation_id = $1
       and (q.status <> 'open' or m.kind = 'answered')`,
    [ctx.organisation.id],
  );
  await ctx.pool.query(
    "update outbox_message set problem = $2 where organisation_id = $1 and state = 'queued'",
    [ctx.organisation.id, IS_SAMPLE],
  );
}
