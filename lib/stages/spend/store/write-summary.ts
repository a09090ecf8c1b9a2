import type { Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { Measures, SpendRow, SpendTotals } from "../model/page";
import type { SpendQuery } from "../model/query";
import { rankingStatement } from "./ranking";
import { type RankingRow, readRow, readTotals } from "./rows";
import { type StoredTotal, type StoredTrend, TOTAL } from "./summary";
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
  return [totalRow(totals, withoutOwner, period), ...ranked.map(({ id, row }) => storedRow(id, row, period))];
}

function totalRow(totals: SpendTotals, withoutOwner: number, period: Period): Stored {
  const { cost, costReported, costListed, costSync, costBatch, costOther, groups, unpricedModels } = totals;
  const money = { cost, costReported, costListed, costSync, costBatch, costOther };
  const texts = Object.entries(money).map(([name, amount]) => [name, textOf(amount)]);
  const total: StoredTotal = { money: Object.fromEntries(texts), groups, withoutOwner, unpricedModels };
  return {
    ...counts(totals, period),
    ...{ endpoint_id: TOTAL.endpointId, rank: TOTAL.rank, key: "", label: "", kind: "endpoint" },
    ...{ owner: null, team: null, cost_center: null, providers: [], models: [] },
    // The kind of a total is told by which of its parts are there.
    ...{ cost_reported: costReported === null ? null : "0", cost_listed: costListed === null ? null : "0" },
    cumulative: textOf(cost),
    trend: { total } satisfies StoredTrend,
  };
}

function storedRow(id: number, row: SpendRow, period: Period): Stored {
  return {
    ...counts(row, period),
    ...{
      cost: textOf(row.cost),
      cost_reported: textOf(row.costReported),
      cost_listed: textOf(row.costListed),
    },
    ...{
      cost_sync: textOf(row.costSync),
      cost_batch: textOf(row.costBatch),
      cost_other: textOf(row.costOther),
    },
    ...{ endpoint_id: id, rank: row.rank, key: row.key, label: row.label, kind: row.kind ?? "endpoint" },
    ...{ owner: row.owner, team: row.team, cost_center: row.costCenter },
    ...{ providers: row.providers, models: row.models },
    cumulative: textOf(row.cumulative),
    trend: storedTrend(row),
  };
}

function storedTrend({ trend, owners }: SpendRow): StoredTrend {
  const lanes = Object.entries(trend ?? {}).filter(([, amounts]) => amounts.some((amount) => amount !== 0));
  return { ...Object.fromEntries(lanes), ...(owners > 0 && { owners }) };
}

function counts(row: Measures, period: Period): Stored {
  return {
    ...{ from_day: period.from, to_day: period.to, rows: textOf(row.rows) },
    ...{ requests: textOf(row.requests), requests_unknown: textOf(row.requestsUnknown) },
    ...{ fresh_input: textOf(row.inputTokens), cached_input: textOf(row.cachedInputTokens) },
    ...{ cache_write: textOf(row.cacheWriteTokens), output: textOf(row.outputTokens) },
    unpriced_rows: textOf(row.unpricedRows),
  };
}

function textOf(value: bigint | null): string | null {
  return value === null ? null : value.toString();
}
