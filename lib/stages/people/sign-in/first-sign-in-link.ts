import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { type Context, inTransaction } from "@/lib/platform/context";
import { createUser } from "../create-user";
import { countUsers, findFirstAdmin, loadOrganisations, saveMembership } from "../store/people";
import { createSignInLink } from "./create-sign-in-link";

export const FIRST_ADMIN = "admin@localhost";

/**
 * The way in that needs no account: for the person at the terminal. Without an address it is for the first admin;
 * while there is nobody, that admin is made. Null when somebody exists and `onlyWhenEmpty` was asked.
 */
export async function firstSignInLink(ctx: Context, input: { email?: string; onlyWhenEmpty?: boolean }) {
  authorise(ctx.actor, "users.write");
  return inTransaction(ctx, async (ctx) => {
    const isEmpty = (await countUsers(ctx.db)) === 0;
    if (!isEmpty && input.onlyWhenEmpty) return null;
    if (isEmpty) {
      const { id } = await createUser(ctx, { email: input.email ?? FIRST_ADMIN, role: "admin" });
      // `npm start -- --sample` loads the sample before there is anybody to see it.
      for (const { id: sampleId, isSample } of await loadOrganisations(ctx.db))
        if (isSample) await saveMembership(ctx.db, sampleId, id, "admin");
    }
    const email = input.email ?? (await findFirstAdmin(ctx.db))?.email;
    if (!email) throw notFound("An admin of the default organisation");
    return createSignInLink(ctx, { email });
  });
}
