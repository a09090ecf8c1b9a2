import type { Context } from "@/lib/platform/context";
import { PART_COLUMNS, type Part, partOf, type RawPart } from "./part-row";

/** Of each connection the part that was tried last. */
export async function loadLatest({
  pool,
  organisation,
}: Pick<Context, "pool" | "organisation">): Promise<Part[]> {
  const { rows } = await pool.query<RawPart>(
    `select distinct on (p.connection_id) ${PART_COLUMNS} from batch_part p
     where p.organisation_id = $1 and p.attempt > 0 order by p.connection_id, p.id desc`,
    [organisation.id],
  );
  return rows.map(partOf);
}
