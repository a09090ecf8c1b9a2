import { createHash } from "node:crypto";
import { conflict } from "@/lib/core/errors";
import type { Context } from "./context";

export type Answer = { status: number; body: unknown };
type Call = { key: string; route: string; requestHash: string };
type Scope = Pick<Context, "pool" | "organisation" | "now">;

/** A call that has not answered for so long has died with its process. */
const LEASE_MS = 60_000;

export function requestHash(...parts: string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

/**
 * Runs `work` for the first call with this key and gives its answer to every repeat. An error is not kept: nothing
 * was changed, so the same call may be tried again.
 */
export async function once(scope: Scope, call: Call, work: () => Promise<Answer>): Promise<Answer> {
  const earlier = await claim(scope, call);
  if (earlier) return earlier;
  const renewal = setInterval(() => void renew(scope, call).catch(() => {}), LEASE_MS / 3);
  try {
    const answer = await work();
    await scope.pool.query(
      `UPDATE idempotent_answer SET status = $4, body = $5::jsonb WHERE organisation_id = $1 AND route = $2 AND key = $3`,
      [scope.organisation.id, call.route, call.key, answer.status, JSON.stringify(answer.body ?? null)],
    );
    return answer;
  } catch (error) {
    await scope.pool.query(
      "DELETE FROM idempotent_answer WHERE organisation_id = $1 AND route = $2 AND key = $3 AND status IS NULL",
      [scope.organisation.id, call.route, call.key],
    );
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** Null when the call is now ours to run. */
async function claim(scope: Scope, { key, route, requestHash }: Call): Promise<Answer | null> {
  const now = scope.now();
  const dead = new Date(now.getTime() - LEASE_MS);
  const taken = await scope.pool.query(
    `INSERT INTO idempotent_answer AS a (organisation_id, key, route, request_hash, created_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organisation_id, route, key) DO UPDATE SET created_at = excluded.created_at
       WHERE a.status IS NULL AND a.created_at < $6 AND a.request_hash = excluded.request_hash
     RETURNING 1`,
    [scope.organisation.id, key, route, requestHash, now, dead],
  );
  if (taken.rows.length > 0) return null;
  const { rows } = await scope.pool.query<{ status: number | null; body: unknown; request_hash: string }>(
    `SELECT status, body, request_hash FROM idempotent_answer
     WHERE organisation_id = $1 AND route = $2 AND key = $3`,
    [scope.organisation.id, route, key],
  );
  const first = rows[0];
  if (first && first.request_hash !== requestHash)
    throw conflict("This Idempotency-Key was used for another request. Use a new key.");
  if (!first || first.status === null)
    throw conflict("The first request with this Idempotency-Key is still running. Ask again for its answer.");
  return { status: first.status, body: first.body };
}

async function renew(scope: Scope, { key, route }: Call): Promise<void> {
  await scope.pool.query(
    `UPDATE idempotent_answer SET created_at = $4
     WHERE organisation_id = $1 AND route = $2 AND key = $3 AND status IS NULL`,
    [scope.organisation.id, route, key, scope.now()],
  );
}

/** Keys are kept for a week: long after any client has stopped to repeat itself. */
export async function forgetOldAnswers(scope: Pick<Context, "pool" | "now">): Promise<void> {
  const old = new Date(scope.now().getTime() - 7 * 86_400_000);
  await scope.pool.query("DELETE FROM idempotent_answer WHERE created_at < $1", [old]);
}
