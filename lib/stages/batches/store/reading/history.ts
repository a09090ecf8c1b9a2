import type { Context } from "@/lib/platform/context";
import type { History } from "../../model/timing/eta";

type Ctx = Pick<Context, "pool" | "organisation" | "now">;
type Row = { model: string | null; hour: number | null; usual: number; slow: number; n: number };

const SINCE_DAYS = 60;
/** Fewer that began at that hour tell less than all of them. */
const ENOUGH_OF_HOUR = 3;

/** How long earlier batches took, by model and by the hour at which they began. */
export class Histories {
  constructor(private readonly rows: readonly Row[]) {}

  of(model: string | null, startedAt: Date | null): History | null {
    const hour = startedAt?.getUTCHours() ?? null;
    const mine = this.rows.filter((row) => row.model === model);
    const ofHour = mine.find((row) => row.hour !== null && row.hour === hour && row.n >= ENOUGH_OF_HOUR);
    const found = ofHour ?? mine.find((row) => row.hour === null);
    return found ? { usualSeconds: found.usual, slowSeconds: found.slow, batches: found.n } : null;
  }
}

export async function loadHistories(
  { pool, organisation, now }: Ctx,
  models: (string | null)[],
): Promise<Histories> {
  if (models.length === 0) return new Histories([]);
  const since = new Date(now().getTime() - SINCE_DAYS * 86_400_000);
  const { rows } = await pool.query<Row>(
    `select model, hour, percentile_cont(0.5) within group (order by seconds) as usual,
       percentile_cont(0.95) within group (order by seconds) as slow, count(*)::int as n
     from (
       select model, extract(hour from remote_created_at at time zone 'UTC')::int as hour,
         extract(epoch from remote_ended_at - remote_created_at)::float as seconds
       from batch_part
       where organisation_id = $1 and remote_ended_at > $3 and state = 'completed'
         and (model = any($2) or (model is null and $4))
     ) took group by grouping sets ((model, hour), (model))`,
    [organisation.id, models.filter((model) => model !== null), since, models.includes(null)],
  );
  return new Histories(rows);
}
