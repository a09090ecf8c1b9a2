import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { holds } from "../model/question";
import { loadLatest } from "../store/answers";
import { loadKeys } from "../store/facts";

/** The share that can wait by the word of its owner, by the endpoint's key; only answers that still hold. */
export async function answeredShares(ctx: Context): Promise<Map<string, number>> {
  authorise(ctx.actor, "questions.read");
  const standing = [...(await loadLatest(ctx))].filter(([, answer]) => holds(answer, ctx.now()));
  const keys = await loadKeys(
    ctx,
    standing.map(([id]) => id),
  );
  return new Map(
    standing.flatMap(([id, { share }]): [string, number][] => {
      const key = keys.get(id);
      return key === undefined ? [] : [[key, share]];
    }),
  );
}
