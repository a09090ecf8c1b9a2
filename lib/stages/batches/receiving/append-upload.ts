import { authorise } from "@/lib/core/access";
import { conflict, invalid } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { isDiskFull, streamToDisk } from "@/lib/platform/stream-to-disk";
import type { UploadState } from "../model/receiving";
import { oneAtATime } from "../store/transaction";
import { bytesOf, endDraft, findDraft, openDraft, stateOf, uploadOf } from "./draft";
import { finishUpload, hashOf } from "./finish-upload";
import { diskFull } from "./has-room";

export type AppendUpload = { id: string; offset: number; body: AsyncIterable<Uint8Array> };

/**
 * Continues an upload at the byte it has. A piece that breaks off keeps what arrived; when the last byte is there the
 * upload becomes a batch.
 */
export async function appendUpload(ctx: Context, { id, offset, body }: AppendUpload): Promise<UploadState> {
  authorise(ctx.actor, "batches.write");
  const draft = await openDraft(ctx, id);
  const has = await bytesOf(ctx, id);
  if (offset !== has) throw conflict(`This upload has ${has} bytes. Continue there.`);
  try {
    await streamToDisk(within(body, draft.bytesTotal - offset), uploadOf(ctx, id), { from: offset });
  } catch (error) {
    throw isDiskFull(error) ? diskFull("What arrived is kept.") : error;
  }
  return (await bytesOf(ctx, id)) < draft.bytesTotal ? stateOf(ctx, id, draft) : finish(ctx, id);
}

/** Two that bring the last byte at once make one batch. */
async function finish(ctx: Context, id: string): Promise<UploadState> {
  return oneAtATime(ctx, id, async () => {
    const draft = await findDraft(ctx, id);
    const bytes = await bytesOf(ctx, id);
    if (draft) {
      await finishUpload(ctx, draft.input, { id, bytes, sha256: await hashOf(ctx, id) });
      await endDraft(ctx, id);
    }
    return { id, filename: draft?.input.filename ?? "", bytes, bytesTotal: bytes, batchId: id };
  });
}

async function* within(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw invalid("More bytes came than the upload was announced with. Begin it anew.");
    yield chunk;
  }
}
