import { dayOf, startOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { PriceOverride, type StoredOverride } from "./model/overrides";

export async function loadOverrides(ctx: Context): Promise<StoredOverride[]> {
  const rows = await ctx.db.priceOverride.findMany({
    where: { organisationId: ctx.organisation.id },
    orderBy: [{ provider: "asc" }, { model: "asc" }, { from: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    ...PriceOverride.parse({ ...row, from: dayOf(row.from) }),
    id: row.id,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  }));
}

export async function saveOverride(ctx: Context, override: PriceOverride, by: string): Promise<number> {
  const data = {
    ...override,
    from: startOf(override.from),
    organisationId: ctx.organisation.id,
    createdBy: by,
  };
  return (await ctx.db.priceOverride.create({ data })).id;
}

/** False when there is none of that id in this organisation. */
export async function deleteOverride(ctx: Context, id: number): Promise<boolean> {
  const { count } = await ctx.db.priceOverride.deleteMany({
    where: { id, organisationId: ctx.organisation.id },
  });
  return count > 0;
}
