import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { RenameOrganisation } from "./model";
import { saveOrganisationName } from "./store/people";

export async function renameOrganisation(ctx: Context, input: RenameOrganisation): Promise<{ name: string }> {
  authorise(ctx.actor, "organisation.write");
  return inTransaction(ctx, async (ctx) => {
    await saveOrganisationName(ctx, input.name);
    await audit(ctx, "organisation.renamed", ctx.organisation.slug);
    return { name: input.name };
  });
}
