import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { withSmallDuck } from "./list-problems";
import type { ImportId } from "./model/import";
import type { ProblemRow } from "./model/problems";
import { readProblems } from "./problems/shelf";
import { loadImport } from "./store/imports";

const STEP = 1000;

/** All records that are not in, in the order of the file; read piece by piece, whatever their number. */
export async function* downloadProblems(ctx: Context, { importId }: ImportId): AsyncGenerator<ProblemRow[]> {
  authorise(ctx.actor, "imports.read");
  await loadImport(ctx, importId);
  const file = ctx.files.pathOf("imports", importId, "problems.parquet");
  for (let offset = 0; ; offset += STEP) {
    const rows = await withSmallDuck(ctx, (duck) => readProblems(duck, file, { limit: STEP, offset }));
    if (rows.length > 0) yield rows;
    if (rows.length < STEP) return;
  }
}
