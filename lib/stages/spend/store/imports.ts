import type { Context } from "@/lib/platform/context";

export async function loadImportNames(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.import.findMany({
    where: { organisationId: ctx.organisation.id, id: { in: ids } },
    select: { id: true, filename: true },
  });
  return new Map(rows.map((row) => [row.id, row.filename]));
}
