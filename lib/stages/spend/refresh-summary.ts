import { authorise } from "@/lib/core/access";
import { dayOf, periodEndingOn } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { SpendQuery } from "./model/query";
import { loadLastDay } from "./store/read";
import { rebuildSummary } from "./store/write-summary";

const EVERY_ENDPOINT: SpendQuery = {
  groupBy: "endpoint",
  filters: {},
  minCost: null,
  search: "",
  sort: { by: "cost", descending: true },
  limit: 2_000_000_000,
  offset: 0,
  trend: true,
};

/**
 * Ranks the default period again after a change of the ledger or of attribution, so that the default page is read
 * instead of computed. Until it has run, pages compute. Answers how many endpoints were ranked. Safe to run twice.
 */
export async function refreshSummary(ctx: Context): Promise<{ endpoints: number }> {
  authorise(ctx.actor, "spend.read");
  const lastDay = (await loadLastDay(ctx)) ?? dayOf(ctx.now());
  return { endpoints: await rebuildSummary(ctx, EVERY_ENDPOINT, periodEndingOn(lastDay)) };
}
