import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import type { RemoveView } from "../model/saved-view";
import { deleteView } from "../store/views";

export async function removeView(ctx: Context, { id }: RemoveView): Promise<{ id: string }> {
  authorise(ctx.actor, "views.write");
  if (ctx.actor.kind !== "user" || !(await deleteView(ctx, ctx.actor.id, id))) throw notFound("This view");
  return { id };
}
