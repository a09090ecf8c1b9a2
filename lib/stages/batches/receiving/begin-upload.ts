import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { BeginUpload, UploadState } from "../model/receiving";
import { beginDraft } from "./draft";
import { checkRoom } from "./has-room";
import { resolve } from "./resolve";

/** Begins an upload that may come in pieces, from a browser that may be closed in between. */
export async function beginUpload(ctx: Context, { bytesTotal, ...input }: BeginUpload): Promise<UploadState> {
  authorise(ctx.actor, "batches.write");
  await resolve(ctx, input);
  await checkRoom(ctx, bytesTotal);
  const id = await beginDraft(ctx, input, bytesTotal);
  return { id, filename: input.filename, bytes: 0, bytesTotal, batchId: null };
}
