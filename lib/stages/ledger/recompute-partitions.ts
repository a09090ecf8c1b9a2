import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { gatherFacts, gatherUnits, gatherWords } from "./rows/facts";
import type { OpenImport } from "./rows/open";
import { nameModels, priceFacts } from "./rows/prices";
import { markLost, type Partitions, slicesIn } from "./rows/standing";
import { replaceImportDays } from "./store/import-days";
import { type Desk, publishFacts, publishWords } from "./store/publish";

type Work = {
  desk: Desk;
  /** The representatives of what stands. */
  imports: OpenImport[];
  /** Ids of all that stands, repeats too. */
  standing: string[];
  partitions: Partitions;
  /** The import that alone changed, where one did. */
  alone: OpenImport | null;
  progress?: ((phase: string) => void) | undefined;
};

/** Adds up what stands in these partitions and puts it in the place of their facts. */
export async function recomputePartitions(ctx: Context, client: PoolClient, work: Work): Promise<void> {
  const { desk, imports, partitions, alone, standing } = work;
  const { duck } = desk;
  work.progress?.("comparing");
  const lost = await markLost(duck, { imports, partitions, alone });
  const slices = slicesIn(imports, partitions);
  work.progress?.("adding up");
  const dimension = await gatherWords(duck, slices);
  await nameModels(duck, ctx.catalogue);
  await gatherFacts(duck, { slices, lost }, dimension);
  await gatherUnits(duck, { slices, lost }, dimension);
  await priceFacts(duck, ctx.catalogue);
  work.progress?.("writing");
  await publishWords(client, desk);
  await publishFacts(client, desk, partitions);
  await replaceImportDays(client, duck, { imports, partitions, standing });
}
