import { z } from "zod";
import { authorise } from "@/lib/core/access";
import type { Catalogue } from "@/lib/core/catalogue";
import { notFound } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { announceChange } from "@/lib/stages/ledger/attribution/change-attribution";
import { type PriceOverride, type StoredOverride, withOverrides } from "./model/overrides";
import { deleteOverride, loadOverrides, saveOverride } from "./store";

/** The catalogue as this organisation pays: list and stated rates, with its own prices over them. */
export async function pricesOf(ctx: Context): Promise<Catalogue> {
  return withOverrides(ctx.catalogue, await loadOverrides(ctx));
}

export async function listOverrides(ctx: Context): Promise<StoredOverride[]> {
  authorise(ctx.actor, "prices.read");
  return loadOverrides(ctx);
}

/** List costs of the ledger and all forecasts follow as soon as the worker has taken notice. */
export async function overridePrice(ctx: Context, input: PriceOverride): Promise<{ id: number }> {
  authorise(ctx.actor, "prices.write");
  const saved = await inTransaction(ctx, async (ctx) => {
    const id = await saveOverride(ctx, input, ctx.actor.email ?? ctx.actor.name);
    await audit(ctx, "price.overridden", id, {
      provider: input.provider,
      model: input.model,
      from: input.from,
    });
    return { id };
  });
  await announceChange(ctx);
  return saved;
}

export const RemoveOverride = z.object({ id: z.coerce.number().int().positive() });

export async function removeOverride(
  ctx: Context,
  input: z.infer<typeof RemoveOverride>,
): Promise<{ id: number }> {
  authorise(ctx.actor, "prices.write");
  await inTransaction(ctx, async (ctx) => {
    if (!(await deleteOverride(ctx, input.id))) throw notFound("That price");
    await audit(ctx, "price.restored", input.id);
  });
  await announceChange(ctx);
  return input;
}
