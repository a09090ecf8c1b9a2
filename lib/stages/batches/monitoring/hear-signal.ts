import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { type OpenedConnection, openConnection } from "@/lib/stages/connections/open-connection";
import { callRemoteSoon } from "../store/parts/move-part";

type Posted = { provider: string; connectionId: string; headers: Headers; body: Uint8Array };

/**
 * What a provider pushes, once the adapter holds it for genuine: the part is looked at now instead of later. Whatever
 * else it says is not believed, and whatever is wrong with it is one answer: false.
 */
export async function hearSignal(ctx: Context, posted: Posted): Promise<boolean> {
  authorise(ctx.actor, "batches.write");
  const opened = await openOrNull(ctx, posted.connectionId);
  if (opened?.definition.id !== posted.provider) return false;
  const signal = await opened.provider.readSignal?.(posted.headers, posted.body);
  if (!signal) return false;
  await callRemoteSoon(ctx, posted.connectionId, signal.remoteId);
  return true;
}

/** A connection that was removed, or whose keys cannot be read, has nobody who could vouch for it. */
async function openOrNull(ctx: Context, id: string): Promise<OpenedConnection | null> {
  try {
    return await openConnection(ctx, id);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
