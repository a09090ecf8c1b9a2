import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { RevokeToken } from "../model";
import { revokeTokens } from "../store/tokens";

/** Effective with the next call that bears it. */
export async function revokeToken(ctx: Context, input: RevokeToken): Promise<{ revoked: number }> {
  authorise(ctx.actor, "tokens.write");
  return inTransaction(ctx, async (ctx) => {
    const revoked = await revokeTokens(ctx, input);
    if (revoked.length === 0) throw notFound("A token of that name that still works");
    for (const token of revoked) await audit(ctx, "token.revoked", token.id, { name: token.name });
    return { revoked: revoked.length };
  });
}
