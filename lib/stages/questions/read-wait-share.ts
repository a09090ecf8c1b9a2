import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { findFigures } from "./find-figures";
import { holds } from "./model/question";
import { shareThatWaits, type WaitShare } from "./model/wait-share";
import { loadLatest } from "./store/answers";
import { loadIds } from "./store/facts";

const EVERY = 5000;

/** Which part of the spend may wait by the owners' own word. Whole-organisation figures: not for an owner. */
export async function readWaitShare(ctx: Context): Promise<WaitShare | null> {
  if (authorise(ctx.actor, "questions.read") === "own") return null;
  const page = await findFigures(ctx, { top: EVERY });
  const [ids, latest] = await Promise.all([
    loadIds(
      ctx,
      page.rows.map((row) => row.key),
    ),
    loadLatest(ctx),
  ]);
  const rows = page.rows.map((row) => {
    const answer = latest.get(ids.get(row.key) ?? 0);
    return { cost: row.cost, share: answer && holds(answer, ctx.now()) ? answer.share : null };
  });
  return shareThatWaits(rows, page.totals.cost);
}
