import "server-only";
import type { NextStep } from "@/components/overview/next-steps";
import { stepsOfTheWay } from "@/components/overview/way-steps";
import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { storyNow } from "@/lib/sample/story-now";
import { listMigrations } from "@/lib/stages/migration/list-migrations";
import { listQuestions } from "@/lib/stages/questions/list-questions";

const MOST = 20;

/** What somebody should do about owners and the tracker; nothing for who may not see them. */
export async function readWaySteps(ctx: Context): Promise<NextStep[]> {
  if (!reachOf(ctx.actor.role, "migrations.read") || !reachOf(ctx.actor.role, "questions.read")) return [];
  const [board, questions] = await Promise.all([
    listMigrations(ctx),
    listQuestions(ctx, { status: "open", limit: MOST }),
  ]);
  return stepsOfTheWay(board, questions.rows, storyNow(ctx));
}
