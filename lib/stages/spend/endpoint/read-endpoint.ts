import { ownerScope } from "@/lib/core/access";
import { dayOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { EndpointDetail } from "../model/endpoint";
import type { SpendRow } from "../model/page";
import type { SpendQuery } from "../model/query";
import { periodOf } from "../read-spend";
import { loadEndpointDays, loadEndpointParts } from "../store/endpoint";
import { loadLastDay, loadRanking } from "../store/read";
import { locateEndpoint } from "./locate-endpoint";

/**
 * One endpoint, found by key or label: its days, models and jobs, and its place in the ranking that `query` asks for.
 * What is not the actor's own is not there for them.
 */
export async function readEndpoint(ctx: Context, word: string, query: SpendQuery): Promise<EndpointDetail> {
  const owner = ownerScope(ctx.actor, "spend.read");
  const endpoint = await locateEndpoint(ctx, word);
  const period = periodOf(query, (await loadLastDay(ctx)) ?? dayOf(ctx.now()));
  const narrowed = { id: endpoint.id, period, owner };
  const [place, days, parts] = await Promise.all([
    readPlace(ctx, query, { period, owner, key: endpoint.key }),
    loadEndpointDays(ctx, narrowed),
    loadEndpointParts(ctx, narrowed),
  ]);
  const { key, label, folded, edits } = endpoint;
  return { ...place, key, label: place.row?.label ?? label, folded, edits, period, days, parts };
}

type Narrowed = { period: EndpointDetail["period"]; owner: string | null; key: string };

/** The row with the rows before and after it; the filters of the list decide who they are. */
async function readPlace(ctx: Context, query: SpendQuery, { period, owner, key }: Narrowed) {
  const list: SpendQuery = { ...query, groupBy: "endpoint", trend: false };
  const around = async (asked: SpendQuery) =>
    loadRanking(ctx, asked, { period, owner, slice: { around: key } });
  const { rows, totals } = await around(list);
  const index = rows.findIndex((row) => row.key === key);
  // The list's filters hide it: then its own figures come without them, and it has no neighbours.
  const own =
    rows[index] ?? (await around({ ...list, filters: {}, minCost: null, search: "" })).rows.find(isIt);
  function isIt(row: SpendRow) {
    return row.key === key;
  }
  return {
    row: own ?? null,
    ranked: totals.groups,
    previous: rows[index - 1]?.key ?? null,
    next: index < 0 ? null : (rows[index + 1]?.key ?? null),
  };
}
