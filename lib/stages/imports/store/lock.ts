import type { Context } from "@/lib/platform/context";

/** First half of the advisory lock; the second is the import. */
const IMPORT_LOCK = 0x1a907;

/** One at a time per import, over all processes: a job that is delivered twice waits for the first and then sees its end. */
export async function oneAtATime<T>(ctx: Context, importId: string, work: () => Promise<T>): Promise<T> {
  const client = await ctx.pool.connect();
  const ignore = () => {}; // a connection that dies while we work gives the lock back by itself
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [IMPORT_LOCK, importId]);
    try {
      return await work();
    } finally {
      await client
        .query("SELECT pg_advisory_unlock($1, hashtext($2))", [IMPORT_LOCK, importId])
        .catch((error: Error) => {
          broken = error;
        });
    }
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}
