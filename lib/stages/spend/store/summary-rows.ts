import type { PoolClient } from "@/lib/platform/db";

/** Columns that come from the ledger, with their types; those of later stages are not among them. */
const COLUMNS = {
  endpoint_id: "int",
  rank: "int",
  key: "text",
  label: "text",
  owner: "text",
  team: "text",
  cost_center: "text",
  provider: "text",
  model: "text",
  cost: "bigint",
  cost_sync: "bigint",
  cost_batch: "bigint",
  requests: "bigint",
  fresh_input: "bigint",
  cached_input: "bigint",
  cache_write: "bigint",
  output: "bigint",
  shown: "json",
};
const NAMES = Object.keys(COLUMNS);
const CHUNK = 1000;

const UPSERT = `
insert into endpoint_summary (organisation_id, period, ${NAMES.join(", ")})
select $1, 'default', ${NAMES.join(", ")} from jsonb_to_recordset($2::jsonb)
  as t(${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ")})
on conflict (organisation_id, period, endpoint_id) do update set
  ${NAMES.filter((name) => name !== "endpoint_id")
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

/** Puts `rows` in the place of the default period's, inside the caller's transaction. */
export async function replaceSummary(
  client: PoolClient,
  organisationId: number,
  rows: Record<string, unknown>[],
): Promise<void> {
  const ids = rows.map((row) => row.endpoint_id);
  await client.query(
    "delete from endpoint_summary where organisation_id = $1 and period = 'default' and not endpoint_id = any($2)",
    [organisationId, ids],
  );
  for (let start = 0; start < rows.length; start += CHUNK)
    await client.query(UPSERT, [organisationId, JSON.stringify(rows.slice(start, start + CHUNK))]);
}
