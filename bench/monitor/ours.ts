import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "@/lib/platform/context";
import { oldestDue } from "@/lib/stages/batches/store/parts/claims";
import type { Offpeak } from "@/lib/worker/join";
import { tendBatches } from "@/lib/worker/tend-batches";

/** How often the count is read, which costs a little of what is measured. */
const GLANCE_MS = 50;

/** One worker, all batches due at once, every one of them with progress to write: until each was looked at. */
export async function sweep(offpeak: Offpeak, { pool }: Context): Promise<number> {
  await pool.query(
    `update batch_part set checks = 0, lease_until = null, next_check_at = now(),
       counts = '{"total":20,"succeeded":0,"failed":0,"expired":null,"cancelled":null}'`,
  );
  await pool.query("vacuum analyze batch, batch_part");
  const begun = performance.now();
  const tending = tendBatches(offpeak);
  while (await isLeft(pool)) await delay(GLANCE_MS);
  const ms = performance.now() - begun;
  await tending.stop();
  const { rows } = await pool.query<{ n: bigint }>(
    "select count(*) as n from batch_part where troubles > 0 or counts->>'succeeded' is null",
  );
  if (rows[0]?.n !== 0n) throw new Error(`${rows[0]?.n} batches were looked at in vain`);
  return ms;
}

async function isLeft(pool: Context["pool"]): Promise<boolean> {
  const { rowCount } = await pool.query("select 1 from batch_part where checks = 0 limit 1");
  return rowCount === 1;
}

/** Due one after the other, as they are on a usual day: how long the oldest has waited, glance by glance. */
export async function lags(offpeak: Offpeak, { pool, now }: Context, seconds: number): Promise<number[]> {
  const { pollSeconds } = offpeak.installation;
  await pool.query(
    "update batch_part set lease_until = null, next_check_at = now() + random() * $1 * interval '1 second'",
    [pollSeconds],
  );
  const tending = tendBatches(offpeak);
  const until = performance.now() + seconds * 1000;
  const found: number[] = [];
  while (performance.now() < until) {
    await delay(GLANCE_MS * 4);
    const oldest = await oldestDue({ pool, now });
    found.push(oldest === null ? 0 : now().getTime() - oldest.getTime());
  }
  await tending.stop();
  return found;
}
