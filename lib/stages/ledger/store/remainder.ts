import { createHash } from "node:crypto";
import type { Picodollars } from "@/lib/core/money";
import type { Day } from "@/lib/core/period";
import type { PoolClient } from "@/lib/platform/db";
import type { Amounts, Finding } from "../model/remainder";
import { insertRows } from "./copy";
import type { DayCell } from "./days";

export type RemainderRow = {
  cell: DayCell;
  rest: Amounts;
  costReported: Picodollars | null;
  costList: Picodollars | null;
};

/** Books what only the provider saw: one dimension per model and tier, without endpoint, never attributed. */
export async function saveRemainder(
  client: PoolClient,
  organisationId: number,
  rows: RemainderRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = await dimensionsOf(client, organisationId, rows);
  await insertRows(
    client,
    "usage_day",
    rows.map(({ cell, rest, costReported, costList }) => ({
      organisation_id: organisationId,
      day: cell.day,
      dimension_id: ids.get(hashOf(cell)),
      remainder: true,
      rows: cell.rows,
      requests: rest.requests,
      requests_unknown: cell.requestsUnknown,
      fresh_input: rest.freshInput,
      cached_input: rest.cachedInput,
      cache_write_5m: rest.cacheWrite5m,
      cache_write_1h: rest.cacheWrite1h,
      cache_write_other: rest.cacheWriteOther,
      output: rest.output,
      reasoning: rest.reasoning,
      cost_reported: costReported,
      cost_listed: costReported === null ? costList : null,
      cost_list: costList,
      unpriced_rows: costReported === null && costList === null ? cell.rows : 0n,
    })),
  );
}

async function dimensionsOf(
  client: PoolClient,
  organisationId: number,
  rows: RemainderRow[],
): Promise<Map<string, number>> {
  const wanted = new Map(rows.map(({ cell }) => [hashOf(cell), cell]));
  const text = JSON.stringify(
    [...wanted].map(([hash, cell]) => ({
      hash,
      source_id: cell.sourceId,
      provider: cell.provider,
      model: cell.model,
      model_raw: cell.modelRaw,
      tier: cell.tier,
    })),
  );
  await client.query(
    `insert into dimension (organisation_id, source_id, hash, provider, model, model_raw, tier, remainder)
     select $1, source_id, hash, provider, model, model_raw, tier, true
     from json_populate_recordset(null::dimension, $2) on conflict (organisation_id, hash) do nothing`,
    [organisationId, text],
  );
  const found = await client.query<{ id: number; hash: string }>(
    "select id, hash from dimension where organisation_id = $1 and hash = any($2)",
    [organisationId, [...wanted.keys()]],
  );
  return new Map(found.rows.map(({ id, hash }) => [hash, id]));
}

function hashOf({ sourceId, provider, model, tier }: DayCell): string {
  return createHash("md5")
    .update(JSON.stringify(["remainder", sourceId, provider, model, tier]))
    .digest("hex");
}

export type DayFindings = { provider: string; day: Day; findings: Finding[] };

export async function saveFindings(
  client: PoolClient,
  organisationId: number,
  found: DayFindings[],
): Promise<void> {
  const text = JSON.stringify(
    found.filter(({ findings }) => findings.length > 0),
    (_, value) => (typeof value === "bigint" ? value.toString() : value),
  );
  await client.query(
    `update record_day r set findings = f.findings
     from json_to_recordset($2) as f (provider text, day date, findings jsonb)
     where r.organisation_id = $1 and r.provider = f.provider and r.day = f.day`,
    [organisationId, text],
  );
}
