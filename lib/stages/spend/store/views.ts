import type { Context } from "@/lib/platform/context";
import type { SavedView } from "../model/saved-view";

const PAGE = "spend";

const whose = (ctx: Context, userId: string) => ({ organisationId: ctx.organisation.id, userId, page: PAGE });

export async function loadViews(ctx: Context, userId: string): Promise<SavedView[]> {
  return ctx.db.savedView.findMany({
    where: whose(ctx, userId),
    select: { id: true, name: true, query: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** The same name again replaces what it stood for. */
export async function upsertView(
  ctx: Context,
  userId: string,
  view: Omit<SavedView, "id">,
): Promise<SavedView> {
  const own = { ...whose(ctx, userId), name: view.name };
  return ctx.db.savedView.upsert({
    where: { organisationId_userId_page_name: own },
    create: { ...own, query: view.query, createdAt: ctx.now() },
    update: { query: view.query },
    select: { id: true, name: true, query: true },
  });
}

export async function deleteView(ctx: Context, userId: string, id: string): Promise<boolean> {
  const { count } = await ctx.db.savedView.deleteMany({ where: { ...whose(ctx, userId), id } });
  return count > 0;
}
