import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction, type Organisation } from "@/lib/platform/context";
import { type CreateOrganisation, slugOf } from "./model";
import { findFirstAdmin, findOrganisation, saveMembership, saveOrganisation } from "./store/people";

/** Its first admin is whoever made it; made by Offpeak itself, the first admin of the installation. */
export async function createOrganisation(ctx: Context, input: CreateOrganisation): Promise<Organisation> {
  authorise(ctx.actor, "organisation.write");
  const slug = input.slug ?? slugOf(input.name);
  return inTransaction(ctx, async (ctx) => {
    if (await findOrganisation(ctx.db, slug)) throw conflict(`An organisation “${slug}” exists already.`);
    const organisation = await saveOrganisation(ctx.db, {
      slug,
      name: input.name,
      isSample: input.isSample ?? false,
    });
    const admin = ctx.actor.kind === "user" ? ctx.actor : await findFirstAdmin(ctx.db);
    if (admin) await saveMembership(ctx.db, organisation.id, admin.id, "admin");
    await audit({ ...ctx, organisation }, "organisation.created", slug, { sample: organisation.isSample });
    return organisation;
  });
}
