import { SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { CreateSignInLink } from "../model";
import { findUserByEmail, loadAccount } from "../store/people";
import { createSignInLink } from "./create-sign-in-link";

/** For the mail form of the sign-in page. Null when the address was not invited; the page must not tell which. */
export async function requestSignInLink(
  ctx: Omit<Context, "actor" | "organisation">,
  input: CreateSignInLink,
) {
  const user = await findUserByEmail(ctx.db, input.email);
  const organisation = user && (await loadAccount(ctx.db, user.id))?.memberships[0]?.organisation;
  return organisation ? createSignInLink({ ...ctx, organisation, actor: SYSTEM }, input) : null;
}
