import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { holds, type KeptAnswer } from "../model/question";
import { loadHistory, loadLatest } from "../store/answers";

export type LatestAnswer = KeptAnswer & { holds: boolean };

/** For later stages: the latest answer of each endpoint, and whether it still holds. All endpoints unless some are named. */
export async function latestAnswers(
  ctx: Context,
  endpointIds?: number[],
): Promise<Map<number, LatestAnswer>> {
  authorise(ctx.actor, "questions.read");
  const latest = await loadLatest(ctx, endpointIds);
  return new Map([...latest].map(([id, answer]) => [id, { ...answer, holds: holds(answer, ctx.now()) }]));
}

/** Everything that was ever answered about an endpoint, newest first. */
export async function listAnswers(ctx: Context, endpointId: number): Promise<LatestAnswer[]> {
  authorise(ctx.actor, "questions.read");
  const history = await loadHistory(ctx, endpointId);
  const latest = history[0]?.id;
  return history.map((answer) => ({ ...answer, holds: answer.id === latest && holds(answer, ctx.now()) }));
}
