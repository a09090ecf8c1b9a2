import { startOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { PriceOverride, type StoredOverride } from "./model/overrides";

type Row = PriceOverride & { id: number; createdBy: string; createdAt: Date };

export async function loadOverrides({ pool, organisation }: Context): Promise<StoredOverride[]> {
  const { rows } = await pool.query<Row>(
    `select id, provider, model, tier, rate_class as "rateClass", per_million as "perMillion", from_day as "from", note,
       created_by as "createdBy", created_at as "createdAt"
     from price_override where organisation_id = $1 order by provider, model, from_day desc, id desc`,
    [organisation.id],
  );
  return rows.map(({ id, createdBy, createdAt, ...row }) => ({
    ...PriceOverride.parse(row),
    ...{ id, createdBy, createdAt },
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
