import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { withDuck } from "@/lib/platform/duckdb";
import type { ImportId } from "./model/import";
import type { Seen } from "./model/view";
import { readProblems } from "./problems/shelf";
import { loadImport } from "./store/imports";
import { loadStandings, loadUnpricedModels, NOTHING } from "./store/standing";

const FIRST_PROBLEMS = 100;

/** One import with what of it stands and its first problems. */
export async function readImport(ctx: Context, { importId }: ImportId): Promise<Seen> {
  authorise(ctx.actor, "imports.read");
  const one = await loadImport(ctx, importId);
  const standing = (await loadStandings(ctx, [importId])).get(importId) ?? NOTHING;
  const unpricedModels = standing.unpricedRows > 0n ? await loadUnpricedModels(ctx, importId) : [];
  return { import: one, standing: { ...standing, unpricedModels }, problems: await firstProblems(ctx, one) };
}

async function firstProblems(ctx: Context, one: Seen["import"]): Promise<Seen["problems"]> {
  if (one.status !== "done" || one.rowsRejected === 0n) return [];
  const file = ctx.files.pathOf("imports", one.id, "problems.parquet");
  return withDuck(
    await ctx.files.folder("scratch"),
    (duck) => readProblems(duck, file, { limit: FIRST_PROBLEMS }),
    { memory: "100MB", threads: 1 },
  );
}
