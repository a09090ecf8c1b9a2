import "server-only";
import { type Look, readLook } from "@/components/spend/address";
import type { SpendView } from "@/components/spend/view";
import { reachOf } from "@/lib/core/access";
import { ANSWERS, VERDICTS } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { answeredShares } from "@/lib/stages/questions/answering/answered-shares";
import { listWords } from "@/lib/stages/spend/list-words";
import type { SpendPage } from "@/lib/stages/spend/model/page";
import { ASKING, type Filters, readAddress, type SpendQuery } from "@/lib/stages/spend/model/query";
import { WORD_FILTERS } from "@/lib/stages/spend/model/words";
import { readCounts } from "@/lib/stages/spend/read-counts";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { listViews } from "@/lib/stages/spend/views/list-views";
import { askSelectedAction, planAskAction } from "../questions/ask-selected";
import { assignOwnerAction, removeViewAction, saveViewAction } from "./actions";

const PAGE = 50;
const ALL = 500;
const CHILDREN = 20;

/** Asks the verbs for what the address wants to see. */
export async function readView(ctx: Context, search: URLSearchParams): Promise<SpendView> {
  const look = readLook(search);
  const query = readAddress(search, look.showAll ? ALL : PAGE);
  const page = await readSpend(ctx, query);
  const [children, shares, views, counts, menu] = await Promise.all([
    readChildren(ctx, page, look),
    readShares(ctx, page),
    listViews(ctx),
    readCounts(ctx),
    readMenu(ctx, look),
  ]);
  const canAssign = reachOf(ctx.actor.role, "endpoints.write") !== null;
  return {
    ...{ page, look, children, shares, views, counts, menu },
    search: search.toString(),
    actions: {
      saveView: saveViewAction,
      removeView: removeViewAction,
      assignOwner: canAssign ? assignOwnerAction : null,
      askOwners: reachOf(ctx.actor.role, "questions.write")
        ? { plan: planAskAction, ask: askSelectedAction }
        : null,
    },
  };
}

/** Asked only where the page shows an answer that has one. */
async function readShares(ctx: Context, { rows }: SpendPage): Promise<Map<string, number>> {
  const isPart = rows.some(({ answer }) => answer === "part");
  return isPart && reachOf(ctx.actor.role, "questions.read") ? answeredShares(ctx) : new Map();
}

/** Words of ours need no looking up. */
const OURS: Partial<Record<string, readonly string[]>> = {
  verdict: VERDICTS,
  answer: [...ANSWERS, ...ASKING],
};

async function readMenu(ctx: Context, { menu, words }: Look) {
  const ours = menu && OURS[menu];
  if (ours) return { words: [...ours], hasMore: false, hasNone: true };
  const filter = WORD_FILTERS.find((name) => name === menu);
  return filter ? listWords(ctx, filter, words) : null;
}

/** The endpoints of the groups that are open. */
async function readChildren(ctx: Context, { query, rows, period }: SpendPage, { expanded }: Look) {
  const { groupBy } = query;
  if (groupBy === "endpoint") return new Map<string, SpendPage>();
  const open = rows.filter((row) => expanded.includes(row.key));
  const pages = open.map(async ({ key }): Promise<[string, SpendPage]> => {
    const filters: Filters = groupBy === "day" ? query.filters : { ...query.filters, [groupBy]: [key] };
    const days = groupBy === "day" ? { from: key, to: key } : period;
    const below: SpendQuery = { ...query, ...days, filters, groupBy: "endpoint", search: "", minCost: null };
    return [key, await readSpend(ctx, { ...below, limit: CHILDREN, offset: 0 })];
  });
  return new Map(await Promise.all(pages));
}
