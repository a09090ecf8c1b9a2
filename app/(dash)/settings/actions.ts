"use server";
import { action } from "@/app/_server/action";
import { linkAddress } from "@/app/_server/entry";
import { rememberOrganisation } from "@/app/_server/session";
import { changeRole } from "@/lib/stages/people/change-role";
import { createOrganisation } from "@/lib/stages/people/create-organisation";
import { createUser } from "@/lib/stages/people/create-user";
import {
  ChangeRole,
  CreateOrganisation,
  CreateSignInLink,
  CreateToken,
  CreateUser,
  RemoveUser,
  RenameOrganisation,
  RevokeToken,
} from "@/lib/stages/people/model";
import { removeUser } from "@/lib/stages/people/remove-user";
import { renameOrganisation } from "@/lib/stages/people/rename-organisation";
import { createSignInLink } from "@/lib/stages/people/sign-in/create-sign-in-link";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { revokeToken } from "@/lib/stages/people/tokens/revoke-token";
import { PriceOverride } from "@/lib/stages/prices/model/overrides";
import { overridePrice, RemoveOverride, removeOverride } from "@/lib/stages/prices/override-price";

const refresh = "/settings";

export const inviteAction = action(CreateUser, createUser, { refresh });
export const changeRoleAction = action(ChangeRole, changeRole, { refresh });
export const removeUserAction = action(RemoveUser, removeUser, { refresh });
export const createTokenAction = action(CreateToken, createToken, { refresh });
export const revokeTokenAction = action(RevokeToken, revokeToken, { refresh });
export const overridePriceAction = action(PriceOverride, overridePrice, { refresh });
export const removeOverrideAction = action(RemoveOverride, removeOverride, { refresh });
export const renameOrganisationAction = action(RenameOrganisation, renameOrganisation, { refresh: "/" });

export const signInLinkAction = action(CreateSignInLink, async (ctx, input) => {
  const { token, email } = await createSignInLink(ctx, input);
  return { address: linkAddress(token), email };
});

export const createOrganisationAction = action(
  CreateOrganisation.pick({ name: true }),
  async (ctx, input) => {
    const { slug } = await createOrganisation(ctx, input);
    await rememberOrganisation(slug);
    return { slug };
  },
  { next: () => "/" },
);
