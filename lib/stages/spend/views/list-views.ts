import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { SavedView } from "../model/saved-view";
import { loadViews } from "../store/views";

/** A person's own; a token has none. */
export async function listViews(ctx: Context): Promise<SavedView[]> {
  authorise(ctx.actor, "views.write");
  return ctx.actor.kind === "user" ? loadViews(ctx, ctx.actor.id) : [];
}
