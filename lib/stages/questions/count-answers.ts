import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { countAnswered } from "./store/questions";

/** For the sidebar: how many endpoints were asked about, and how many have their answer. An owner's are their own. */
export async function countAnswers(ctx: Context): Promise<{ asked: number; answered: number }> {
  return countAnswered(ctx, ownerScope(ctx.actor, "questions.read"));
}
