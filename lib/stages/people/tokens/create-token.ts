import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { CreateToken } from "../model";
import { hashOf, newSecret } from "../secret";
import { saveUser } from "../store/people";
import { saveToken } from "../store/tokens";

/** The secret is told once. `email` says for whom it acts, which is what an owner's token owns by. */
export async function createToken(ctx: Context, input: CreateToken): Promise<{ id: string; token: string }> {
  authorise(ctx.actor, "tokens.write");
  const token = newSecret("op_");
  return inTransaction(ctx, async (ctx) => {
    const user = input.email ? await saveUser(ctx.db, input.email) : null;
    const { id } = await saveToken(ctx, {
      name: input.name,
      role: input.role,
      userId: user?.id ?? null,
      tokenHash: hashOf(token),
      hint: token.slice(0, 7),
    });
    await audit(ctx, "token.created", id, { name: input.name, role: input.role });
    return { id, token };
  });
}
