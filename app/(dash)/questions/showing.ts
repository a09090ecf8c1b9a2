import "server-only";
import type { Context } from "@/lib/platform/context";
import { showStages } from "@/lib/stages/migration/show-stages";

/** The same verb, after which Spend and the overview show the stages that follow from it. */
export function showing<I, T>(
  verb: (ctx: Context, input: I) => Promise<T>,
): (ctx: Context, input: I) => Promise<T> {
  return async (ctx, input) => {
    const done = await verb(ctx, input);
    await showStages(ctx);
    return done;
  };
}
