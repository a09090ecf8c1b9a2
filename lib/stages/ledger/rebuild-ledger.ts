import { authorise } from "@/lib/core/access";
import type { Day } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { withDuck } from "@/lib/platform/duckdb";
import { resolveAttribution } from "./attribution/resolve-attribution";
import type { LedgerChange } from "./model";
import { rebuildDays } from "./rebuild-days";
import { recomputePartitions } from "./recompute-partitions";
import { planRebuild } from "./rows/plan";
import type { Partitions } from "./rows/standing";
import { replaceImportWords, resetImportDays } from "./store/import-days";
import { loadKnown, saveShape } from "./store/known";
import type { Desk } from "./store/publish";
import { analyseLedger, bumpLedger, inLedger } from "./store/transaction";

/**
 * Recomputes every (source, day) partition that `changed` touches, in one transaction with `finish`. The ledger is a
 * function of the imports that stand: running it twice, or in another order, gives the same figures. A failure leaves
 * no trace.
 */
export async function rebuildLedger(ctx: Context, change: LedgerChange<PoolClient>): Promise<void> {
  authorise(ctx.actor, "imports.write");
  const folder = await ctx.files.folder("scratch");
  await inLedger(ctx, (client) =>
    withDuck(folder, async (duck) => {
      const standing =
        typeof change.standing === "function" ? await change.standing(client) : change.standing;
      const ids = standing.map(({ id }) => id);
      const known = await loadKnown(client, [...new Set([change.changed.id, ...ids])]);
      change.progress?.("reading");
      const plan = await planRebuild(duck, { changed: change.changed, standing, known });
      const { changed, imports, partitions } = plan;
      const desk: Desk = { duck, folder, organisationId: ctx.organisation.id };
      await resetImportDays(client, plan);
      const alone = imports.includes(changed) ? changed : null;
      const { progress } = change;
      await recomputePartitions(ctx, client, { desk, imports, partitions, alone, standing: ids, progress });
      await replaceImportWords(client, desk, { plan, standing });
      await saveShape(client, changed.file.id, plan.stands ? changed.shape : null);
      change.progress?.("counting");
      await rebuildDays(ctx, client, { days: daysOf(partitions), fresh: { desk, partitions } });
      await resolveAttribution(ctx, client);
      await change.finish(client);
      await bumpLedger(client, ctx.organisation.id, ctx.catalogue.version);
    }),
  );
  await analyseLedger(ctx);
}

function daysOf(partitions: Partitions): Day[] {
  return [...new Set([...partitions.values()].flatMap((days) => [...days]))].sort();
}
