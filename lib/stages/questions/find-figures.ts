import { SYSTEM } from "@/lib/core/access";
import { UNASSIGNED } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { SpendPage, SpendRow } from "@/lib/stages/spend/model/page";
import { readSpend } from "@/lib/stages/spend/read-spend";

/** Spend's own figures of endpoints by key or label, or of the most expensive; whoever asks has been asked who they are. */
export async function findFigures(
  ctx: Context,
  ask: { endpoints: string[] } | { top: number },
): Promise<SpendPage> {
  const page = await readSpend(
    { ...ctx, actor: SYSTEM },
    {
      groupBy: "endpoint",
      filters: "endpoints" in ask ? { endpoint: ask.endpoints } : {},
      minCost: null,
      search: "",
      sort: { by: "cost", descending: true },
      limit: "endpoints" in ask ? ask.endpoints.length : ask.top + 1,
      offset: 0,
      trend: false,
    },
  );
  const rows = page.rows.filter((row) => row.key !== UNASSIGNED);
  return { ...page, rows: "top" in ask ? rows.slice(0, ask.top) : rows };
}

export async function findFigure(
  ctx: Context,
  key: string,
): Promise<{ page: SpendPage; row: SpendRow | null }> {
  const page = await findFigures(ctx, { endpoints: [key] });
  return { page, row: page.rows[0] ?? null };
}
