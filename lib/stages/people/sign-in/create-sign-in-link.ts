import { authorise } from "@/lib/core/access";
import { notFound, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type CreateSignInLink, SIGN_IN_LINK_MINUTES } from "../model";
import { hashOf, newSecret } from "../secret";
import { saveSignInLink } from "../store/entry";
import { findUserByEmail, loadAccount } from "../store/people";

/** The token is told once and kept as a hash. */
export async function createSignInLink(
  ctx: Context,
  input: CreateSignInLink,
): Promise<{ token: string; email: string; expiresAt: Date }> {
  authorise(ctx.actor, "users.write");
  return inTransaction(ctx, async (ctx) => {
    const user = await findUserByEmail(ctx.db, input.email);
    if (!user || !isWithin(ctx, user.memberships)) throw notFound(`An invited person ${input.email}`);
    await refuseForeigners(ctx, user.memberships);
    const token = newSecret("");
    const createdAt = ctx.now();
    const expiresAt = new Date(createdAt.getTime() + SIGN_IN_LINK_MINUTES * 60_000);
    await saveSignInLink(ctx.db, { tokenHash: hashOf(token), userId: user.id, createdAt, expiresAt });
    await audit(ctx, "sign-in-link.created", input.email);
    return { token, email: input.email, expiresAt };
  });
}

/** Offpeak itself finds people of every organisation; an admin those of their own. */
function isWithin(ctx: Context, memberships: { organisationId: number }[]): boolean {
  if (ctx.actor.kind === "system") return memberships.length > 0;
  return memberships.some((row) => row.organisationId === ctx.organisation.id);
}

/** Whoever holds the link acts as that person everywhere: an admin of one organisation must not enter another by it. */
async function refuseForeigners(ctx: Context, memberships: { organisationId: number }[]): Promise<void> {
  if (ctx.actor.kind === "system") return;
  const own = ctx.actor.kind === "user" ? await loadAccount(ctx.db, ctx.actor.id) : null;
  const administered = new Set(
    own?.memberships.filter((row) => row.role === "admin").map((row) => row.organisation.id) ?? [],
  );
  administered.add(ctx.organisation.id);
  if (memberships.some((row) => !administered.has(row.organisationId)))
    throw refused(
      "This person also belongs to an organisation that you do not administer. They sign in themselves.",
    );
}
