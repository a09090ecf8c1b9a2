import "server-only";
import { hkdfSync } from "node:crypto";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env, publicUrl } from "@/lib/platform/env";

export const SESSION_SECONDS = 14 * 24 * 3600;
export const ORGANISATION_COOKIE = "offpeak-organisation";

export const isSecure = () => publicUrl().startsWith("https:");

/** Never OFFPEAK_SECRET itself, which encrypts credentials. */
export function sessionSecret(): string {
  return Buffer.from(hkdfSync("sha256", env().OFFPEAK_SECRET, "", "offpeak session", 32)).toString("hex");
}

/** next-auth writes and reads the same cookie, after single sign-on. */
export function sessionCookie() {
  return {
    name: isSecure() ? "__Secure-offpeak-session" : "offpeak-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
  } as const;
}

/** Who the browser says it is, proved by the seal of the cookie; null when signed out. */
export async function readSession(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  try {
    return (await decode({ token, secret: sessionSecret() }))?.sub ?? null;
  } catch {
    return null; // sealed with another secret, or worn out
  }
}

/** In a server action or a route. */
export async function startSession(userId: string): Promise<void> {
  const { name, options } = sessionCookie();
  const token = await encode({ token: { sub: userId }, secret: sessionSecret(), maxAge: SESSION_SECONDS });
  (await cookies()).set(name, token, { ...options, maxAge: SESSION_SECONDS });
}

export async function endSession(): Promise<void> {
  const jar = await cookies();
  jar.delete({ ...sessionCookie().options, name: sessionCookie().name });
  jar.delete(ORGANISATION_COOKIE);
}

/** Which of their organisations the person looks at; the browser remembers. */
export async function rememberOrganisation(slug: string): Promise<void> {
  (await cookies()).set(ORGANISATION_COOKIE, slug, {
    ...sessionCookie().options,
    maxAge: 365 * 24 * 3600,
  });
}
