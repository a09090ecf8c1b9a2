import { authorise } from "@/lib/core/access";
import { refused } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { keptOf } from "../model/kept-address";
import { MOST_VIEWS, type SavedView, type SaveView } from "../model/saved-view";
import { loadViews, upsertView } from "../store/views";

/** Keeps the state of the page under a name, for the person alone. */
export async function saveView(ctx: Context, input: SaveView): Promise<SavedView> {
  authorise(ctx.actor, "views.write");
  if (ctx.actor.kind !== "user") throw refused("Views belong to a person; a token has none.");
  const views = await loadViews(ctx, ctx.actor.id);
  if (views.length >= MOST_VIEWS && !views.some((view) => view.name === input.name))
    throw refused(`You have ${MOST_VIEWS} views. Remove one first.`);
  return upsertView(ctx, ctx.actor.id, { name: input.name, query: keptOf(input.query) });
}
