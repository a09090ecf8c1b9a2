import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { assumeForecast } from "@/lib/stages/fit/assume-forecast";
import { holds } from "../model/question";
import { loadLatest } from "../store/answers";
import { findEndpointKey } from "../store/facts";

/** The owner's word on how much can wait goes into the forecast, in place of what the traffic alone suggests. */
export async function applyAnswer(ctx: Context, { endpointId }: { endpointId: number }): Promise<void> {
  authorise(ctx.actor, "endpoints.write");
  const endpoint = await findEndpointKey(ctx, endpointId);
  if (!endpoint) return;
  const answer = (await loadLatest(ctx, [endpointId])).get(endpointId);
  const fit = answer && holds(answer, ctx.now()) ? String(answer.share) : null;
  await assumeForecast(ctx, { ...endpoint, fit });
}
