import type { Context } from "@/lib/platform/context";
import { addEvents } from "./events";

const AT_ONCE = 500;
/** Nothing of these is on its way. */
const RESTING = ["preflight", "blocked", "held", "completed", "failed", "expired", "cancelled"];

/** Batches of all organisations whose files are due to go. */
export async function loadOutdated({ pool, now }: Pick<Context, "pool" | "now">): Promise<{ id: string }[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from batch b where files_until < $1 and files_removed_at is null and state = any($2)
       and not exists (select 1 from batch_part p where p.batch_id = b.id
         and p.state in ('queued', 'submitting', 'unsure', 'running', 'finishing', 'cancelling'))
     order by files_until limit $3`,
    [now(), RESTING, AT_ONCE],
  );
  return rows;
}

export async function markRemoved({ db, now }: Pick<Context, "db" | "now">, id: string): Promise<void> {
  await db.batch.update({ where: { id }, data: { filesRemovedAt: now(), version: { increment: 1 } } });
  await addEvents({ db, now }, id, [{ event: "batch.files-removed" }]);
}
