import { authorise } from "@/lib/core/access";
import { notFound, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { RemoveUser } from "./model";
import { removeSignInLinks } from "./store/entry";
import { countOtherAdmins, loadPerson, removeMembership } from "./store/people";
import { revokeTokens } from "./store/tokens";

/** Ends what the person holds here at once: membership, tokens that act for them, unused links. */
export async function removeUser(ctx: Context, input: RemoveUser): Promise<{ id: string }> {
  authorise(ctx.actor, "users.write");
  return inTransaction(ctx, async (ctx) => {
    const others = await countOtherAdmins(ctx, input.userId);
    const person = await loadPerson(ctx, input.userId);
    if (!person) throw notFound("This person");
    if (person.role === "admin" && others === 0)
      throw refused("This is the only admin. Make another one first.");
    await removeMembership(ctx, input.userId);
    await removeSignInLinks(ctx.db, input.userId);
    const tokens = await revokeTokens(ctx, { userId: input.userId });
    await audit(ctx, "user.removed", person.email, { tokensRevoked: tokens.length });
    return { id: input.userId };
  });
}
