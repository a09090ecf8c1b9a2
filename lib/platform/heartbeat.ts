import type { Context } from "./context";

const STALE_AFTER_MS = 30_000;

/** A worker says that it is there. */
export async function beat(ctx: Pick<Context, "pool" | "now">, worker: string): Promise<void> {
  await ctx.pool.query(
    `INSERT INTO worker_heartbeat (id, at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
    [worker, ctx.now()],
  );
}

/** A worker says that it leaves; those that left without a word go after an hour. */
export async function endBeat(ctx: Pick<Context, "pool" | "now">, worker: string): Promise<void> {
  const old = new Date(ctx.now().getTime() - 3_600_000);
  await ctx.pool.query("DELETE FROM worker_heartbeat WHERE id = $1 OR at < $2", [worker, old]);
}

/** `stale`: the last worker has been silent for half a minute. `down`: there is none. */
export async function readBeat(ctx: Pick<Context, "pool" | "now">): Promise<"ok" | "stale" | "down"> {
  const { rows } = await ctx.pool.query<{ at: Date | null }>("SELECT max(at) AS at FROM worker_heartbeat");
  const at = rows[0]?.at;
  if (!at) return "down";
  return ctx.now().getTime() - at.getTime() > STALE_AFTER_MS ? "stale" : "ok";
}
