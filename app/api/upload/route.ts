import { answer, refusal } from "@/app/_server/api/answer";
import { announcedLength, bodyOf } from "@/app/_server/bodies/body";
import { ownPageContext } from "@/app/_server/own-page";
import { receiveImport } from "@/lib/stages/imports/receive-import";

/** A usage file from the page of imports. The raw body is streamed to disk. */
export async function POST(request: Request): Promise<Response> {
  try {
    const ctx = await ownPageContext(request);
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
