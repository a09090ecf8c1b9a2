import { answer, refusal } from "@/app/_server/api/answer";
import { check } from "@/app/_server/bodies/form";
import { ownPageContext, ownPageJson } from "@/app/_server/own-page";
import { BeginUpload } from "@/lib/stages/batches/model/receiving";
import { beginUpload } from "@/lib/stages/batches/receiving/begin-upload";
import { listUploads } from "@/lib/stages/batches/receiving/read-uploads";

/** What this person began to upload and did not bring to its end. */
export async function GET(request: Request): Promise<Response> {
  try {
    return answer(200, { rows: await listUploads(await ownPageContext(request)) });
  } catch (error) {
    return refusal(error);
  }
}

/** Begins an upload that comes in pieces: what it is for, and how long it will be. */
export async function POST(request: Request): Promise<Response> {
  try {
    const ctx = await ownPageContext(request);
    return answer(201, await beginUpload(ctx, check(BeginUpload, await ownPageJson(request))));
  } catch (error) {
    return refusal(error);
  }
}
