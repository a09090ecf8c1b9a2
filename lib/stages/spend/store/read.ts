import type { Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { SpendRow, SpendTotals } from "../model/page";
import type { SpendQuery } from "../model/query";
import { rankingStatement, type Slice } from "./ranking";
import { type RankingRow, readRow, readTotals } from "./rows";

export type Ranked = { rows: SpendRow[]; totals: SpendTotals };

/** The ranking from the daily rollup. */
export async function loadRanking(
  ctx: Context,
  query: SpendQuery,
  narrowed: { period: Period; owner: string | null; slice: Slice },
): Promise<Ranked> {
  const { rows } = await ctx.pool.query<RankingRow>(
    rankingStatement({ organisationId: ctx.organisation.id, query, ...narrowed }),
  );
  const [first] = rows;
  if (!first) throw new Error("the ranking answers one row at least");
  const totals = readTotals(first);
  const shape = { period: narrowed.period, groupBy: query.groupBy };
  return {
    totals,
    rows: rows.flatMap((row) => (row.position === null ? [] : [readRow(row, totals, shape)])),
  };
}

/** The last day with usage of the organisation; null when nothing was ever imported. */
export async function loadLastDay(ctx: Context): Promise<string | null> {
  const { rows } = await ctx.pool.query<{ day: string | null }>({
    name: "spend-last-day",
    text: "select max(day) as day from usage_day where organisation_id = $1",
    values: [ctx.organisation.id],
  });
  return rows[0]?.day ?? null;
}
