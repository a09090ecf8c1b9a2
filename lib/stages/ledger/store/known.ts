import type { Day } from "@/lib/core/period";
import type { PoolClient } from "@/lib/platform/db";
import type { Shape } from "../rows/open";
import type { Known } from "../rows/plan";
import { insertRows } from "./copy";

type ShapeRow = {
  import_id: string;
  keyed: bigint;
  keyless: bigint;
  aggregated: bigint;
  dropped_tags: string[];
  groupings: Shape["groupings"];
};

/** What is written down of these imports. */
export async function loadKnown(client: PoolClient, ids: string[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const id of ids) known.set(id, { shape: null, days: new Map(), standing: 0n });
  const shapes = await client.query<ShapeRow>("select * from import_shape where import_id = any($1)", [ids]);
  for (const { import_id, dropped_tags: droppedTags, ...shape } of shapes.rows) {
    const entry = known.get(import_id);
    if (entry) entry.shape = { ...shape, droppedTags };
  }
  const days = await client.query<{ import_id: string; day: Day; rows: bigint; rows_standing: bigint }>(
    "select import_id, day, rows, rows_standing from import_day where import_id = any($1)",
    [ids],
  );
  for (const { import_id, day, rows, rows_standing } of days.rows) {
    const entry = known.get(import_id);
    entry?.days.set(day, rows);
    if (entry) entry.standing += rows_standing;
  }
  return known;
}

/** Writes down what was read of an import, or forgets an import that no longer stands. */
export async function saveShape(client: PoolClient, importId: string, shape: Shape | null): Promise<void> {
  await client.query("delete from import_shape where import_id = $1", [importId]);
  if (!shape) return;
  const { droppedTags: dropped_tags, ...rest } = shape;
  await insertRows(client, "import_shape", [{ import_id: importId, dropped_tags, ...rest }]);
}
