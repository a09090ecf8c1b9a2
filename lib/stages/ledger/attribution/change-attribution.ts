import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { ledgerChangedJob } from "../jobs";
import { bumpLedger, inLedger } from "../store/transaction";
import { resolveAttribution } from "./resolve-attribution";

/** Runs `change`, resolves everything again and counts a new version, in one transaction. */
export async function changeAttribution<T>(
  ctx: Context,
  change: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const result = await inLedger(ctx, async (client) => {
    const changed = await change(client);
    await resolveAttribution(ctx, client);
    await bumpLedger(client, ctx.organisation.id, ctx.catalogue.version);
    return changed;
  });
  await announceChange(ctx);
  return result;
}

/** After the commit: should the process die before it, pages compute their figures until the next change. */
export async function announceChange(ctx: Context): Promise<void> {
  const organisationId = ctx.organisation.id;
  await ctx.queue.enqueue(
    ctx.db,
    ledgerChangedJob,
    { organisationId },
    { dedupe: `ledger.changed:${organisationId}` },
  );
}
