import type { Grouping } from "@/lib/core/values";
import type { SpendQuery } from "./query";

/** A question asked by the product itself: everything in the default order, without a trend, unless said otherwise. */
export function question(groupBy: Grouping, asked: Partial<SpendQuery> & { limit: number }): SpendQuery {
  return {
    filters: {},
    minCost: null,
    search: "",
    sort: { by: "cost", descending: true },
    offset: 0,
    trend: false,
    ...asked,
    groupBy,
  };
}
