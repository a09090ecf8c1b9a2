import { ownerScope } from "@/lib/core/access";
import type { Day } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { withDuck } from "@/lib/platform/duckdb";
import { representatives } from "./model";
import type { ReadStandingRows, StandingRows } from "./model/standing-row";
import type { OpenImport, Slice } from "./rows/open";
import { readPage } from "./rows/page";
import { openStanding } from "./rows/plan";
import { markLost, type Partitions } from "./rows/standing";
import { type ImportDay, loadEndpointWords, loadImportDays } from "./store/drill-down";
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

/** Only where some rows of a day stand and others do not must they be told apart. */
function partlyStanding(imports: OpenImport[], days: ImportDay[]): Partitions {
  const sources = new Map(imports.map(({ file }) => [file.id, file.sourceId]));
  const partitions: Partitions = new Map();
  for (const { importId, day, rows, standing } of days) {
    const source = sources.get(importId);
    if (source === undefined || rows === standing) continue;
    partitions.set(source, (partitions.get(source) ?? new Set<Day>()).add(day));
  }
  return partitions;
}

function slicesOn(imports: OpenImport[], days: ImportDay[]): Slice[] {
  return imports.flatMap((open) => {
    const mine = days.filter(({ importId }) => importId === open.file.id).map(({ day }) => day);
    if (mine.length === 0) return [];
    return [{ open, days: mine.length === open.days.size ? null : mine }];
  });
}
