import type { Context } from "@/lib/platform/context";
import type { Standing } from "../model/import";

export const NOTHING: Standing = {
  rows: 0n,
  requests: null,
  freshInput: null,
  cachedInput: null,
  cacheWrite: null,
  output: null,
  costReported: null,
  costList: null,
  unpricedRows: 0n,
  unpricedModels: [],
};

type Row = Omit<Standing, "unpricedModels"> & { id: string };

/** What stands of each of these imports: sums over its days. */
export async function loadStandings(ctx: Context, importIds: string[]): Promise<Map<string, Standing>> {
  const sum = (column: string, name: string) => `sum(${column})::bigint AS "${name}"`;
  const { rows } = await ctx.pool.query<Row>(
    `SELECT import_id AS id, coalesce(sum(rows_standing), 0)::bigint AS rows, ${sum("requests", "requests")},
       ${sum("fresh_input", "freshInput")}, ${sum("cached_input", "cachedInput")}, ${sum("cache_write", "cacheWrite")},
       ${sum("output", "output")}, ${sum("cost_reported", "costReported")}, ${sum("cost_list", "costList")},
       coalesce(sum(unpriced_rows), 0)::bigint AS "unpricedRows"
     FROM import_day WHERE import_id = ANY($1) GROUP BY import_id`,
    [importIds],
  );
  return new Map(rows.map(({ id, ...standing }) => [id, { ...standing, unpricedModels: [] }]));
}

/** Models that the import brought and that have rows without a price on its days. */
export async function loadUnpricedModels(ctx: Context, importId: string): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ model: string }>(
    `SELECT DISTINCT coalesce(d.model_raw, d.model) AS model
     FROM import_dimension brought JOIN dimension d ON d.id = brought.dimension_id
     JOIN usage_hour h ON h.organisation_id = d.organisation_id AND h.source_id = d.source_id AND h.dimension_id = d.id
     WHERE brought.import_id = $1 AND d.organisation_id = $2 AND NOT h.reported AND h.cost_list IS NULL
       AND h.day IN (SELECT day FROM import_day WHERE import_id = $1)
       AND coalesce(d.model_raw, d.model) IS NOT NULL
     ORDER BY 1`,
    [importId, ctx.organisation.id],
  );
  return rows.map(({ model }) => model);
}
