import { authorise } from "@/lib/core/access";
import type { Day } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { type Duck, withDuck } from "@/lib/platform/duckdb";
import type { LedgerChange } from "./model";
import { rebuildDays } from "./rebuild-days";
import { resolveAttribution } from "./resolve-attribution";
import { gatherFacts, gatherUnits, gatherWords } from "./rows/facts";
import { type Plan, planRebuild } from "./rows/plan";
import { nameModels, priceFacts } from "./rows/prices";
import { markLost, slicesIn } from "./rows/standing";
import { replaceImportDays, replaceImportWords } from "./store/import-days";
import { loadKnown, saveShape } from "./store/known";
import { type Desk, publishFacts, publishWords } from "./store/publish";
import { bumpLedger, inLedger } from "./store/transaction";

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
      const known = await loadKnown(client, [...new Set([change.changed, ...standing].map(({ id }) => id))]);
      change.progress?.("reading");
      const plan = await planRebuild(duck, { changed: change.changed, standing, known });
      const desk: Desk = { duck, folder, organisationId: ctx.organisation.id };
      await gather(ctx, duck, plan);
      change.progress?.("writing");
      await publishWords(client, desk);
      await publishFacts(client, desk, plan.partitions);
      await replaceImportDays(client, duck, { plan, standing });
      await replaceImportWords(client, desk, { plan, standing });
      await saveShape(client, plan.changed.file.id, plan.stands ? plan.changed.shape : null);
      change.progress?.("counting");
      await rebuildDays(ctx, client, daysOf(plan));
      await resolveAttribution(ctx, client);
      await change.finish(client);
      await bumpLedger(client, ctx.organisation.id, ctx.catalogue.version);
    }),
  );
}

/** Fills DuckDB's tables with the words, priced sums and units of what stands in the plan's partitions. */
async function gather(ctx: Context, duck: Duck, plan: Plan): Promise<void> {
  const { imports, changed, partitions } = plan;
  const alone = imports.includes(changed) ? changed : null;
  await markLost(duck, { imports, partitions, alone });
  const slices = slicesIn(imports, partitions);
  const dimension = await gatherWords(duck, slices);
  await nameModels(duck, ctx.catalogue);
  await gatherFacts(duck, slices, dimension);
  await gatherUnits(duck, slices, dimension);
  await priceFacts(duck, ctx.catalogue);
}

function daysOf(plan: Plan): Day[] {
  return [...new Set([...plan.partitions.values()].flatMap((days) => [...days]))].sort();
}
