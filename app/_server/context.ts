import "server-only";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { type Permission, type Role, reachOf } from "@/lib/core/access";
import type { Context, Organisation } from "@/lib/platform/context";
import { nameOf, type Preferences } from "@/lib/stages/people/model";
import { findAccount } from "@/lib/stages/people/sign-in/find-account";
import { doorstep, joinContext } from "./join";
import { ORGANISATION_COOKIE, readSession } from "./session";

export type SignedIn = {
  user: { id: string; email: string; name: string };
  role: Role;
  organisation: Organisation;
  /** Every organisation of the person, for the switch. */
  organisations: Organisation[];
  preferences: Preferences;
};

/** Read once a request, however many layouts and pages ask. Null when signed out or no longer invited anywhere. */
export const readSignedIn = cache(async (): Promise<SignedIn | null> => {
  const userId = await readSession();
  const account = userId ? await findAccount(doorstep(), userId) : null;
  if (!account) return null;
  const chosen = (await cookies()).get(ORGANISATION_COOKIE)?.value;
  const membership =
    account.memberships.find((row) => row.organisation.slug === chosen) ?? account.memberships[0];
  if (!membership) return null;
  return {
    user: { id: account.id, email: account.email, name: account.name ?? nameOf(account.email) },
    role: membership.role,
    organisation: membership.organisation,
    organisations: account.memberships.map((row) => row.organisation),
    preferences: account.preferences,
  };
});

/** For layouts and headers: who is here. Signed out leads to /sign-in and back. */
export async function pageAccount(): Promise<SignedIn> {
  const signedIn = await readSignedIn();
  if (signedIn) return signedIn;
  const from = (await headers()).get("x-offpeak-path");
  redirect(from && from !== "/" ? `/sign-in?next=${encodeURIComponent(from)}` : "/sign-in");
}

/** The first line of every page. Signed out leads to /sign-in; a role that may not see it gets a 403 page. */
export async function pageContext(permission?: Permission): Promise<Context> {
  const { user, role, organisation } = await pageAccount();
  if (permission && !reachOf(role, permission)) forbidden();
  return joinContext(organisation, { kind: "user", ...user, role });
}
