import "server-only";
import { PrismaAdapter } from "@next-auth/prisma-adapter";
import type { NextAuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { database } from "@/lib/platform/db";
import { env, tellNextAuth } from "@/lib/platform/env";
import { findInvited } from "@/lib/stages/people/sign-in/find-account";
import { recordSignIn } from "@/lib/stages/people/sign-in/record-sign-in";
import { doorstep } from "./join";
import { isSecure, SESSION_SECONDS, sessionCookie, sessionSecret } from "./session";

const NOT_INVITED = "/sign-in?error=not-invited";

export const hasSingleSignOn = () => Boolean(env().OIDC_ISSUER && env().OIDC_CLIENT_ID);

/** next-auth does single sign-on alone; one-time links need no more than our own session cookie. */
export function authOptions(): NextAuthOptions {
  tellNextAuth();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    adapter: invitedOnly(PrismaAdapter(database().db as unknown as Parameters<typeof PrismaAdapter>[0])),
    providers: hasSingleSignOn() ? [singleSignOn()] : [],
    callbacks: {
      // An issuer that says an address is unproven cannot be trusted to open somebody's account with it.
      async signIn({ user, profile }) {
        const claims: Record<string, unknown> = { ...profile };
        if (claims.email_verified === false || !user.email) return NOT_INVITED;
        return (await findInvited(doorstep(), user.email)) ? true : NOT_INVITED;
      },
      async redirect({ url, baseUrl }) {
        const target = new URL(url, baseUrl); // its cookie keeps the whole address, our form a path
        return target.origin === baseUrl ? target.href : baseUrl;
      },
    },
    events: {
      async signIn({ user }) {
        await recordSignIn(doorstep(), user.id);
      },
    },
  };
}

function singleSignOn(): NextAuthOptions["providers"][number] {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_LABEL } = env();
  return {
    id: "oidc",
    name: OIDC_LABEL,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    idToken: true,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    allowDangerousEmailAccountLinking: true, // an invitation is an address; the issuer is the installation's own
    profile: (claims: { sub: string; email?: string; name?: string }) => ({
      id: claims.sub,
      email: claims.email?.trim().toLowerCase() ?? null,
      name: claims.name ?? null,
    }),
  };
}

/** Accounts come from invitations alone. */
function invitedOnly(adapter: Adapter): Adapter {
  return {
    ...adapter,
    createUser() {
      throw new Error("only invited people can sign in");
    },
  };
}
