import "server-only";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { publicUrl } from "@/lib/platform/env";
import { authOptions } from "./auth";
import { isSecure } from "./session";

/**
 * Where the browser has to go to sign in at the issuer. next-auth's own route wants a token against forged forms that
 * a page cannot plant; a server action is proved by its origin already, so it asks both steps for the browser.
 */
export async function beginSingleSignOn(next: string): Promise<string> {
  const csrf = await ask(["csrf"]);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const form = new URLSearchParams({ csrfToken, callbackUrl: next, json: "true" });
  const answer = await ask(["signin", "oidc"], form);
  return ((await answer.json()) as { url: string }).url;
}

async function ask(nextauth: string[], form?: URLSearchParams): Promise<Response> {
  const request = new NextRequest(`${publicUrl()}/api/auth/${nextauth.join("/")}`, {
    method: form ? "POST" : "GET",
    ...(form && { body: form }),
  });
  const response: Response = await NextAuth(authOptions())(request, {
    params: Promise.resolve({ nextauth }),
  });
  await keepCookies(response);
  return response;
}

/** State, nonce and verifier belong to the browser, not to us. */
async function keepCookies(response: Response): Promise<void> {
  const jar = await cookies();
  for (const line of response.headers.getSetCookie()) {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice("expires=".length);
    jar.set(name, decodeURIComponent(value), {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isSecure(),
      ...(expires && { expires: new Date(expires) }),
    });
  }
}
