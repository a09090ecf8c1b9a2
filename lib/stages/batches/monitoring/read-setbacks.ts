import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { type Setback, setbackOf } from "../model/setback";
import { loadLatest } from "../store/parts/latest";

/**
 * By connection: what its latest batch met there. No test finds out what a job role may do, or whether a key may write:
 * that shows in the first batch, and belongs where the connection is mended.
 */
export async function readSetbacks(
  ctx: Context,
  connections: readonly { id: string; provider: string }[],
): Promise<Map<string, Setback>> {
  authorise(ctx.actor, "connections.write");
  const latest = new Map((await loadLatest(ctx)).map((part) => [part.connectionId, part]));
  const setbacks = new Map<string, Setback>();
  for (const { id, provider } of connections) {
    const part = latest.get(id);
    const setback = part && setbackOf(part, ctx.providers.get(provider)?.setupCodes ?? []);
    if (setback) setbacks.set(id, setback);
  }
  return setbacks;
}
