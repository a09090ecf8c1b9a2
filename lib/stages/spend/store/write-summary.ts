import type { Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { Measures, SpendRow, SpendTotals, Trend } from "../model/page";
import type { SpendQuery } from "../model/query";
import { rankingStatement } from "./ranking";
import { type RankingRow, readRow, readTotals } from "./rows";
import { type StoredRow, type StoredTotal, TOTAL } from "./summary";
import { replaceSummary } from "./summary-rows";

type Stored = Record<string, unknown>;
const LARGEST = 2n ** 63n - 1n;

/**
 * Ranks the period again and keeps the result, one refresh of an organisation at a time. The version is read before the
 * facts: a change in between leaves the summary behind, never ahead. Columns of later stages stay as they are.
 */
export async function rebuildSummary(ctx: Context, query: SpendQuery, period: Period): Promise<number> {
  const client = await ctx.pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('endpoint_summary'), $1)", [
      ctx.organisation.id,
    ]);
    const version = await client.query<{ version: bigint }>(
      "select ledger_version as version from organisation where id = $1",
      [ctx.organisation.id],
    );
    const rows = await rank(ctx, client, { query, period });
    if (!rows) {
      // An endpoint that cost more than a column can hold in one period is ranked live.
      await client.query("rollback");
      return 0;
    }
    await replaceSummary(client, ctx.organisation.id, rows);
    await client.query("update organisation set summary_version = $2 where id = $1", [
      ctx.organisation.id,
      version.rows[0]?.version,
    ]);
    await client.query("commit");
    return Math.max(0, rows.length - 1);
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function rank(
  ctx: Context,
  client: PoolClient,
  { query, period }: { query: SpendQuery; period: Period },
) {
  const slice = { limit: query.limit, offset: 0 };
  const { rows } = await client.query<RankingRow & { endpoint_id: number | null }>(
    rankingStatement({ organisationId: ctx.organisation.id, period, query, owner: null, slice }),
  );
  const [first] = rows;
  if (!first) throw new Error("the ranking answers one row at least");
  const totals = readTotals(first);
  const shape = { period, groupBy: query.groupBy };
  const ranked = rows.flatMap((row) =>
    row.position === null ? [] : [{ id: row.endpoint_id ?? 0, row: readRow(row, totals, shape) }],
  );
  // Without usage there is no last day either: nothing is kept, and the page asks anew which day it is.
  if (totals.groups === 0) return [];
  if (ranked.some(({ row }) => (row.cost ?? 0n) > LARGEST)) return null;
  const withoutOwner = ranked.filter(({ row }) => row.owners === 0).length;
  return [totalRow(totals, withoutOwner, period), ...ranked.map(({ id, row }) => storedRow(id, row))];
}

function totalRow(totals: SpendTotals, withoutOwner: number, period: Period): Stored {
  const { groups, unpricedModels } = totals;
  const shown: StoredTotal = { ...textsOf(totals), period, groups, withoutOwner, unpricedModels };
  return { endpoint_id: TOTAL.endpointId, rank: TOTAL.rank, key: "", label: "", shown };
}

function storedRow(id: number, row: SpendRow): Stored {
  const { key, label, kind, owner, owners, team, costCenter, providers, models } = row;
  const texts = { ...textsOf(row), cumulative: textOf(row.cumulative) };
  const words = { key, label, kind: kind ?? "endpoint", owner, owners, team, costCenter, providers, models };
  const shown: StoredRow = { ...texts, ...words, trend: lanesOf(row.trend) };
  return {
    ...{ endpoint_id: id, rank: row.rank, shown },
    ...{ key, label, owner, team, cost_center: costCenter, provider: providers[0], model: models[0] },
    ...{ cost: texts.cost, cost_sync: texts.costSync, cost_batch: texts.costBatch, requests: texts.requests },
    ...{ fresh_input: texts.inputTokens, cached_input: texts.cachedInputTokens },
    ...{ cache_write: texts.cacheWriteTokens, output: texts.outputTokens },
  };
}

function lanesOf(trend: Trend | null): StoredRow["trend"] {
  const lanes = Object.entries(trend ?? {}).filter(([, amounts]) => amounts.some((amount) => amount !== 0));
  return Object.fromEntries(lanes);
}

function textsOf(row: Measures) {
  return {
    cost: textOf(row.cost),
    costReported: textOf(row.costReported),
    costListed: textOf(row.costListed),
    costSync: textOf(row.costSync),
    costBatch: textOf(row.costBatch),
    costOther: textOf(row.costOther),
    requests: textOf(row.requests),
    requestsUnknown: textOf(row.requestsUnknown),
    inputTokens: textOf(row.inputTokens),
    cachedInputTokens: textOf(row.cachedInputTokens),
    cacheWriteTokens: textOf(row.cacheWriteTokens),
    outputTokens: textOf(row.outputTokens),
    rows: textOf(row.rows),
    unpricedRows: textOf(row.unpricedRows),
  };
}

function textOf(value: bigint | null): string | null {
  return value === null ? null : value.toString();
}
