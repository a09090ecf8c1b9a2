import "server-only";
import type { Context } from "@/lib/platform/context";
import { showAnswers } from "@/lib/stages/questions/answering/show-answers";

/** A verb that forecasts anew, after which the shares that owners named stand in Spend again. */
export function andAnswers<I, T>(verb: (ctx: Context, input: I) => Promise<T>) {
  return async (ctx: Context, input: I): Promise<T> => {
    const done = await verb(ctx, input);
    await showAnswers(ctx);
    return done;
  };
}
