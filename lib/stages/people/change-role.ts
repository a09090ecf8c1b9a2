import { authorise } from "@/lib/core/access";
import { notFound, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { ChangeRole } from "./model";
import { countOtherAdmins, loadPerson, saveRole } from "./store/people";

export async function changeRole(ctx: Context, input: ChangeRole): Promise<{ id: string }> {
  authorise(ctx.actor, "users.write");
  return inTransaction(ctx, async (ctx) => {
    const others = await countOtherAdmins(ctx, input.userId);
    const person = await loadPerson(ctx, input.userId);
    if (!person) throw notFound("This person");
    if (person.role === input.role) return { id: input.userId };
    if (person.role === "admin" && others === 0)
      throw refused("This is the only admin. Make another one first.");
    await saveRole(ctx, input.userId, input.role);
    await audit(ctx, "user.role-changed", person.email, { from: person.role, to: input.role });
    return { id: input.userId };
  });
}
