import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";

/** First half of the advisory lock; the second is the batch. */
const BATCH_LOCK = 0xba7c4;

/** One transaction of plain SQL: for whole sets of rows, and without loading anything that one row would need. */
export async function inSql<T>(
  { pool }: Pick<Context, "pool">,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** One at a time per batch, over all processes: a job that is delivered twice waits for the first and then sees its end. */
export async function oneAtATime<T>(
  { pool }: Pick<Context, "pool">,
  batchId: string,
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const ignore = () => {}; // a connection that dies while we work gives the lock back by itself
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    await client.query("select pg_advisory_lock($1, hashtext($2))", [BATCH_LOCK, batchId]);
    try {
      return await work();
    } finally {
      await client
        .query("select pg_advisory_unlock($1, hashtext($2))", [BATCH_LOCK, batchId])
        .catch((error: Error) => {
          broken = error;
        });
    }
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}
