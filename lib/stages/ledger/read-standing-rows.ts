import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { withDuck } from "@/lib/platform/duckdb";
import { representatives } from "./model";
import type { ReadStandingRows, StandingRows } from "./model/standing-row";
import { readPage } from "./rows/page";
import { openStanding } from "./rows/plan";
import { partlyStanding, slicesOn } from "./rows/reading";
import { markLost } from "./rows/standing";
import { loadEndpointWords, loadImportDays } from "./store/drill-down";
import { loadStanding } from "./store/imports";
import { loadKnown } from "./store/known";
import { DIMENSION_HASH } from "./store/publish";
import { reading } from "./store/transaction";

/**
 * The rows of the files behind a figure, latest first. Whose figure it is follows the attribution of now, so rows that
 * a rule moved to the endpoint are among them.
 */
export async function readStandingRows(ctx: Context, input: ReadStandingRows): Promise<StandingRows> {
  const owner = ownerScope(ctx.actor, "spend.read");
  const { hashes, days, files, known } = await reading(ctx, async (client) => {
    const files = await loadStanding(ctx, client);
    return {
      files,
      hashes: await loadEndpointWords(ctx, client, { endpointFolded: input.endpointFolded, owner }),
      days: await loadImportDays(ctx, client, input),
      known: await loadKnown(
        client,
        files.map(({ id }) => id),
      ),
    };
  });
  if (hashes.length === 0 || days.length === 0) return { rows: [], hasMore: false };
  const folder = await ctx.files.folder("scratch");
  return withDuck(
    folder,
    async (duck) => {
      const imports = await openStanding(duck, representatives(files), known);
      await markLost(duck, { imports, partitions: partlyStanding(imports, days), alone: null });
      const page = { hashes, digest: DIMENSION_HASH, limit: input.limit + 1, offset: input.offset };
      const rows = await readPage(duck, { ...page, slices: slicesOn(imports, days) }, ctx.catalogue);
      return { rows: rows.slice(0, input.limit), hasMore: rows.length > input.limit };
    },
    { memory: "256MB", threads: 1 },
  );
}
