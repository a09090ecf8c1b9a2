import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";

/** First half of the advisory lock; the second is the organisation. */
const LEDGER_LOCK = 0x1ed6e5;

/**
 * One transaction on one connection, one at a time per organisation: rebuilds and changes of attribution are serial,
 * and a reader sees the figures before or after, never between.
 */
export async function inLedger<T>(ctx: Context, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await ctx.pool.connect();
  const ignore = () => {}; // a connection that dies while we compute shows at the next query
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1, $2)", [LEDGER_LOCK, ctx.organisation.id]);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

/** Several queries that see the same ledger. */
export async function reading<T>(ctx: Context, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await ctx.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await work(client);
  } finally {
    await client.query("rollback").then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}

/** Every change of the ledger or of attribution is a new version, in its own transaction. */
export async function bumpLedger(client: PoolClient, organisationId: number, prices: string): Promise<void> {
  await client.query(
    `update organisation set ledger_version = ledger_version + 1, prices_version = coalesce(prices_version, $2)
     where id = $1`,
    [organisationId, prices],
  );
}

/** The version of the catalogue that list costs stand for; null while there are none. */
export async function pricesOf(client: PoolClient, organisationId: number): Promise<string | null> {
  const { rows } = await client.query<{ version: string | null }>(
    "select prices_version as version from organisation where id = $1",
    [organisationId],
  );
  return rows[0]?.version ?? null;
}

export async function setPrices(client: PoolClient, organisationId: number, version: string): Promise<void> {
  await client.query("update organisation set prices_version = $2 where id = $1", [organisationId, version]);
}

/**
 * Tells the planner what was written. Autovacuum comes a minute later at best; until then the ranking of a first large
 * import is planned for empty tables and takes minutes.
 */
export async function analyseLedger(ctx: Context): Promise<void> {
  await ctx.pool.query("analyze usage_day, usage_hour, usage_unit, dimension, endpoint");
}
