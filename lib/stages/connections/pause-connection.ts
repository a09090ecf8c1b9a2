import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { savePause } from "./store";

/** A provider that names a longer wait is asked again after this one. */
const LONGEST_SECONDS = 3600;

/** The provider asked us to wait: until then nothing is sent through the connection. Never shortens a pause. */
export async function pauseConnection(ctx: Context, id: string, seconds: number): Promise<{ until: Date }> {
  authorise(ctx.actor, "batches.write");
  const wait = Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
  const until = new Date(ctx.now().getTime() + wait * 1000);
  await savePause(ctx, id, until);
  return { until };
}
