import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import type { Context, Organisation } from "@/lib/platform/context";
import { PEOPLE } from "./larkspur/people";
import { findSample } from "./sample-state";
import { deleteOrganisation, findBatchIds, findImports, oneAtATime } from "./store";

/** Everything of the sample, in the database and on disk. Without one there is nothing to do. */
export async function removeSample(ctx: Context): Promise<{ removed: boolean }> {
  authorise(ctx.actor, "organisation.write");
  return oneAtATime(ctx, async () => {
    const organisation = await findSample(ctx);
    if (!organisation) return { removed: false };
    await wipe(ctx, organisation);
    if (ctx.organisation.id !== organisation.id) await audit(ctx, "sample.removed", organisation.slug);
    return { removed: true };
  });
}

/** Its caller holds the lock. */
export async function wipe(ctx: Context, organisation: Organisation): Promise<void> {
  const imports = await findImports({ ...ctx, organisation });
  const batches = await findBatchIds({ ...ctx, organisation });
  await deleteOrganisation(
    ctx,
    organisation,
    PEOPLE.map(({ email }) => email),
  );
  for (const { id } of imports) await ctx.files.remove("imports", id);
  for (const id of batches) await ctx.files.remove("batches", id);
}
