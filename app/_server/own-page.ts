import "server-only";
import { forbidden, invalid, unauthenticated } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { publicUrl } from "@/lib/platform/env";
import { readSignedIn } from "./context";
import { joinContext } from "./join";

/**
 * For the pages' own way in for files: the session's cookie opens it, and only our own pages may use it. proxy.ts must
 * never match such a path, since Next would cut the body at 10 MB.
 */
export async function ownPageContext(request: Request): Promise<Context> {
  const { user, role, organisation } = (await readSignedIn()) ?? {};
  if (!user || !role || !organisation) throw unauthenticated();
  if (!isOwnPage(request)) throw forbidden("Files are uploaded from Offpeak's own pages.");
  return joinContext(organisation, { kind: "user", ...user, role });
}

/** A foreign page could send a file with the visitor's cookie; browsers say where a request comes from. */
function isOwnPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.headers.get("host") || host === new URL(publicUrl()).host;
}

const LARGEST_JSON = 500_000;

/** What a page says beside its files; never a file itself. */
export async function ownPageJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > LARGEST_JSON) throw invalid("The body is too large.");
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The body is no JSON.");
  }
}
