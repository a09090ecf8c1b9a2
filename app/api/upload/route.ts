import { answer, refusal } from "@/app/_server/api/answer";
import { announcedLength, bodyOf } from "@/app/_server/body";
import { readSignedIn } from "@/app/_server/context";
import { joinContext } from "@/app/_server/join";
import { forbidden, unauthenticated } from "@/lib/core/errors";
import { publicUrl } from "@/lib/platform/env";
import { receiveImport } from "@/lib/stages/imports/receive-import";

/**
 * The page's own way in for files: the session's cookie opens it, and only our own pages may use it. The raw body is
 * streamed to disk; proxy.ts must never match this path, since Next would cut the body at 10 MB.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const { user, role, organisation } = (await readSignedIn()) ?? {};
    if (!user || !role || !organisation) throw unauthenticated();
    if (!isOwnPage(request)) throw forbidden("Files are uploaded from Offpeak's own pages.");
    const ctx = joinContext(organisation, { kind: "user", ...user, role });
    const { searchParams } = new URL(request.url);
    const sourceName = searchParams.get("source");
    const accepted = await receiveImport(ctx, {
      kind: "usage",
      format: "auto",
      filename: searchParams.get("filename") ?? "upload",
      ...(sourceName && { sourceName }),
      body: bodyOf(request),
      bytesTotal: announcedLength(request),
    });
    return answer(202, accepted);
  } catch (error) {
    return refusal(error);
  }
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
