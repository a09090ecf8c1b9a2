import { authorise } from "@/lib/core/access";
import { addDays, type Day } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { withDuck } from "@/lib/platform/duckdb";
import { announceChange } from "./attribution/change-attribution";
import { resolveAttribution } from "./attribution/resolve-attribution";
import { representatives } from "./model";
import { rebuildDays } from "./rebuild-days";
import { recomputePartitions } from "./recompute-partitions";
import { openStanding, partitionsOf } from "./rows/plan";
import { loadStanding } from "./store/imports";
import { loadKnown } from "./store/known";
import { daysWithFacts } from "./store/records";
import { bumpLedger, inLedger, pricesOf, setPrices } from "./store/transaction";

const DAYS_AT_ONCE = 31;

/** Computes names and list costs again when the catalogue is another than the one they were computed with. */
export async function repriceLedger(ctx: Context): Promise<{ repriced: boolean }> {
  authorise(ctx.actor, "imports.write");
  const { version } = ctx.catalogue;
  const repriced = await inLedger(ctx, async (client) => {
    const before = await pricesOf(client, ctx.organisation.id);
    if (before === version || before === null) return false;
    const days = await daysWithFacts(client, ctx.organisation.id, null);
    await recompute(ctx, client, days);
    await rebuildDays(ctx, client, { days });
    await resolveAttribution(ctx, client);
    await setPrices(client, ctx.organisation.id, version);
    await bumpLedger(client, ctx.organisation.id, version);
    return true;
  });
  if (repriced) await announceChange(ctx);
  return { repriced };
}

/** A month at a time, so that years of rows fit into the worker's memory. */
async function recompute(ctx: Context, client: PoolClient, days: Day[]): Promise<void> {
  const folder = await ctx.files.folder("scratch");
  const files = await loadStanding(ctx, client);
  const standing = files.map(({ id }) => id);
  const known = await loadKnown(client, standing);
  await withDuck(folder, async (duck) => {
    const imports = await openStanding(duck, representatives(files), known);
    const desk = { duck, folder, organisationId: ctx.organisation.id };
    for (
      let from = days[0], last = days.at(-1);
      from && last && from <= last;
      from = addDays(from, DAYS_AT_ONCE)
    ) {
      const partitions = partitionsOf(imports, { from, to: addDays(from, DAYS_AT_ONCE - 1) });
      if (partitions.size > 0)
        await recomputePartitions(ctx, client, { desk, imports, standing, partitions, alone: null });
    }
  });
}
