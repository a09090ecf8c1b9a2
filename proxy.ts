import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env, isProduction, publicUrl } from "@/lib/platform/env";

// Next cuts a body that passes here at 10 MB, and says so only in a log: uploads go to /api and never through.
/**
 * React sends pieces of a large drawing later, each in `<svg style="display:none">`. Exactly that text may stand in a
 * style attribute, and nothing else.
 */
const HIDDEN_PIECE = "'unsafe-hashes' 'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='";

export const config = { matcher: ["/((?!api/|_next/static|_next/image|favicon.ico).*)"] };

/** A fresh nonce a page. Next puts it on its own scripts and styles when it finds the policy on the request. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-offpeak-path", pathOf(request));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (publicUrl().startsWith("https:")) response.headers.set("strict-transport-security", "max-age=31536000");
  return response;
}

/** Where the person wanted to go, so that sign-in can lead back. */
function pathOf({ nextUrl }: NextRequest): string {
  const search = new URLSearchParams(nextUrl.search);
  search.delete("_rsc"); // Next's own
  return search.size > 0 ? `${nextUrl.pathname}?${search}` : nextUrl.pathname;
}

function contentPolicy(nonce: string): string {
  const dev = !isProduction;
  const issuer = env().OIDC_ISSUER;
  const rules = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src": dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "style-src-attr": dev ? "'unsafe-inline'" : HIDDEN_PIECE,
    "img-src": "'self' data: blob:",
    "connect-src": dev ? "'self' ws: wss:" : "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "frame-ancestors": "'none'",
    // A form that ends at the issuer of single sign-on is held to this rule through every redirect.
    "form-action": issuer ? `'self' ${new URL(issuer).origin}` : "'self'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
