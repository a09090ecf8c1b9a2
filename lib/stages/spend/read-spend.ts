import { ownerScope } from "@/lib/core/access";
import {
  addDays,
  type Day,
  DEFAULT_PERIOD_DAYS,
  dayOf,
  type Period,
  periodEndingOn,
} from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { SpendPage } from "./model/page";
import { cursorAt, isUnfiltered, type SpendQuery } from "./model/query";
import { loadLastDay, loadRanking } from "./store/read";
import { loadSummary } from "./store/summary";

/** Ranked spend: what the page, the CSV and the API show. An owner sees their own endpoints, totals included. */
export async function readSpend(ctx: Context, query: SpendQuery): Promise<SpendPage> {
  const owner = ownerScope(ctx.actor, "spend.read");
  const ready = await readSummary(ctx, query, owner);
  if (ready) return ready;
  const lastDay = await loadLastDay(ctx);
  const period = periodOf(query, lastDay ?? dayOf(ctx.now()));
  const slice = { limit: query.limit, offset: query.offset };
  const { rows, totals } = await loadRanking(ctx, query, { period, owner, slice });
  return pageOf(query, { rows, totals, period, lastDay });
}

/** The default page stands ranked in a table of its own; everything else is asked of the daily rollup. */
async function readSummary(ctx: Context, query: SpendQuery, owner: string | null) {
  if (owner !== null || query.from || query.to || query.groupBy !== "endpoint" || !isUnfiltered(query))
    return null;
  const summary = await loadSummary(ctx, query);
  return summary && pageOf(query, { ...summary, lastDay: summary.period.to });
}

/** A missing end is the last day with usage, a missing beginning 30 days before the end. */
export function periodOf({ from, to }: Pick<SpendQuery, "from" | "to">, lastDay: Day): Period {
  const end = to ?? (from && from > lastDay ? addDays(from, DEFAULT_PERIOD_DAYS - 1) : lastDay);
  return from ? { from, to: end } : periodEndingOn(end);
}

type Read = Pick<SpendPage, "rows" | "totals" | "period" | "lastDay">;

function pageOf(query: SpendQuery, read: Read): SpendPage {
  const next = query.offset + read.rows.length;
  const usual = read.lastDay && periodEndingOn(read.lastDay);
  return {
    ...read,
    query,
    isDefault: !usual || (usual.from === read.period.from && usual.to === read.period.to),
    nextCursor: read.rows.length > 0 && next < read.totals.groups ? cursorAt(next) : null,
  };
}
