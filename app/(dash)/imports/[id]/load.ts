import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { isFixing } from "@/lib/stages/imports/is-fixing";
import { listProblems, type ProblemPage } from "@/lib/stages/imports/list-problems";
import type { Seen } from "@/lib/stages/imports/model/view";
import { readImport } from "@/lib/stages/imports/read-import";
import { fixAction } from "../actions";

export type ImportSearch = { code?: string; column?: string; from?: string; confirm?: string };
export type Shown = {
  seen: Seen;
  problems: ProblemPage;
  from: number;
  isFixing: boolean;
  finish: typeof fixAction | null;
};

export const PROBLEMS_A_PAGE = 50;

/** What the page of one import shows: itself, and the rows of the chosen cause. */
export async function loadShown(ctx: Context, importId: string, search: ImportSearch): Promise<Shown> {
  try {
    // Asked first: what the worker finishes meanwhile is then seen at the next look, never missed.
    const fixing = await isFixing(ctx, { importId });
    const seen = await readImport(ctx, { importId });
    const { status, rowsRejected, rowsSkipped } = seen.import;
    const hasProblems = status === "done" && rowsRejected > 0n;
    const from = Math.max(0, Math.trunc(Number(search.from ?? 0)) || 0);
    const problems = hasProblems
      ? await listProblems(ctx, {
          importId,
          ...(search.code !== undefined && { code: search.code, column: search.column ?? "" }),
          limit: PROBLEMS_A_PAGE,
          offset: from,
        })
      : { rows: [], total: 0 };
    const finish = hasProblems && rowsRejected > rowsSkipped ? fixAction : null;
    return { seen, problems, from, isFixing: fixing, finish };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
