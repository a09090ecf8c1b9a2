import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { type Duck, withDuck } from "@/lib/platform/duckdb";
import type { ListProblems, ProblemRow } from "./model/problems";
import { countProblems, readProblems } from "./problems/shelf";
import { loadImport } from "./store/imports";

export type ProblemPage = { rows: ProblemRow[]; total: number };

/** Records that are not in, with their raw text; of one cause or of all. Fixed ones are gone from it. */
export async function listProblems(ctx: Context, input: ListProblems): Promise<ProblemPage> {
  authorise(ctx.actor, "imports.read");
  await loadImport(ctx, input.importId);
  const { code, column, limit, offset } = input;
  const cause = {
    ...(code !== undefined && { code }),
    ...(column !== undefined && { column: column || null }),
  };
  const file = ctx.files.pathOf("imports", input.importId, "problems.parquet");
  return withSmallDuck(ctx, async (duck) => ({
    rows: await readProblems(duck, file, { ...cause, limit, offset }),
    total: await countProblems(duck, file, cause),
  }));
}

/** Problems are few beside the rows: a page's worth of memory is enough, also in the web process. */
export async function withSmallDuck<T>(ctx: Context, work: (duck: Duck) => Promise<T>): Promise<T> {
  return withDuck(await ctx.files.folder("scratch"), work, { memory: "100MB", threads: 1 });
}
