import { answer, refusal } from "@/app/_server/api/answer";
import { bodyOf } from "@/app/_server/bodies/body";
import { check } from "@/app/_server/bodies/form";
import { ownPageContext } from "@/app/_server/own-page";
import { AppendUpload, UploadId } from "@/lib/stages/batches/model/receiving";
import { appendUpload } from "@/lib/stages/batches/receiving/append-upload";
import { dropUpload, readUpload } from "@/lib/stages/batches/receiving/read-uploads";

type Where = { params: Promise<{ id: string }> };

/** How many bytes are there: where to go on. */
export async function GET(request: Request, { params }: Where): Promise<Response> {
  try {
    const ctx = await ownPageContext(request);
    return answer(200, await readUpload(ctx, check(UploadId, await params)));
  } catch (error) {
    return refusal(error);
  }
}

/** The bytes from `offset` on, as many as come. With the last of them the upload is a batch. */
export async function PUT(request: Request, { params }: Where): Promise<Response> {
  try {
    const ctx = await ownPageContext(request);
    const offset = new URL(request.url).searchParams.get("offset");
    const input = check(AppendUpload, { ...(await params), offset });
    return answer(202, await appendUpload(ctx, { ...input, body: bodyOf(request) }));
  } catch (error) {
    return refusal(error);
  }
}

/** Throws away what has arrived. */
export async function DELETE(request: Request, { params }: Where): Promise<Response> {
  try {
    const ctx = await ownPageContext(request);
    return answer(200, await dropUpload(ctx, check(UploadId, await params)));
  } catch (error) {
    return refusal(error);
  }
}
