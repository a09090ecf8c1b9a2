import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { CreateUser } from "./model";
import { loadPerson, saveMembership, saveUser } from "./store/people";

/** Invites: from now on the address may sign in, by link, mail or single sign-on. */
export async function createUser(ctx: Context, input: CreateUser): Promise<{ id: string }> {
  authorise(ctx.actor, "users.write");
  return inTransaction(ctx, async (ctx) => {
    const user = await saveUser(ctx.db, input.email, input.name);
    if (await loadPerson(ctx, user.id)) throw conflict(`${input.email} is already here.`);
    await saveMembership(ctx.db, ctx.organisation.id, user.id, input.role);
    await audit(ctx, "user.invited", input.email, { role: input.role });
    return { id: user.id };
  });
}
