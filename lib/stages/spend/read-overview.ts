import { type Day, daysOf } from "@/lib/core/period";
import { type Grouping, UNASSIGNED } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { DaySpend, Gap, Overview } from "./model/overview";
import type { SpendPage, SpendRow } from "./model/page";
import { type Filters, MAX_ROWS } from "./model/query";
import { question } from "./model/question";
import { readSpend } from "./read-spend";

const TOP = 10;
const NAMED = 3;
const PROVIDERS = 20;

/** The month at a glance; null while nothing was ever imported. Every figure is one that Spend shows under the same filter. */
export async function readOverview(
  ctx: Context,
  period: { from?: Day | undefined; to?: Day | undefined },
): Promise<Overview | null> {
  const ask = (groupBy: Grouping, limit: number, filters: Filters = {}) =>
    readSpend(ctx, question(groupBy, { limit, filters, ...period }));
  const top = await ask("endpoint", TOP);
  if (top.lastDay === null) return null;
  const [days, providers, withoutCostCenter, withoutEndpoint] = await Promise.all([
    ask("day", MAX_ROWS),
    ask("provider", PROVIDERS),
    ask("endpoint", NAMED, { costCenter: [UNASSIGNED] }),
    ask("provider", NAMED, { endpoint: [UNASSIGNED] }),
  ]);
  const named = withoutEndpoint.totals.groups > 0 ? 1 : 0;
  return {
    period: top.period,
    isDefault: top.isDefault,
    lastDay: top.lastDay,
    endpoints: top.totals.groups - named,
    totals: top.totals,
    top: top.rows,
    providers: providers.rows,
    days: daysIn(days),
    gaps: {
      topWithoutOwner: gapOf(top.rows.filter((row) => row.owners === 0 && row.key !== UNASSIGNED)),
      withoutCostCenter: wholeGap(withoutCostCenter),
      withoutEndpoint: wholeGap(withoutEndpoint),
    },
  };
}

/** In the order of the period, with the days on which nothing happened. */
function daysIn({ rows, period }: SpendPage): DaySpend[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  return daysOf(period).map((day) => {
    const row = known.get(day);
    return { day, sync: row?.costSync ?? 0n, batch: row?.costBatch ?? 0n, other: row?.costOther ?? 0n };
  });
}

function gapOf(rows: SpendRow[]): Gap {
  const costs = rows.flatMap((row) => (row.cost === null ? [] : [row.cost]));
  return {
    count: rows.length,
    cost: costs.length > 0 ? costs.reduce((sum, cost) => sum + cost, 0n) : null,
    labels: rows.slice(0, NAMED).map((row) => row.label),
  };
}

function wholeGap({ rows, totals }: SpendPage): Gap {
  return { count: totals.groups, cost: totals.cost, labels: rows.map((row) => row.label) };
}
