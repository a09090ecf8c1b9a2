import { authorise } from "@/lib/core/access";
import { invalid } from "@/lib/core/errors";
import { formatBytes } from "@/lib/core/numbers";
import type { Context } from "@/lib/platform/context";
import { isDiskFull, type Received, streamToDisk } from "@/lib/platform/stream-to-disk";
import type { NewBatchInput } from "./model/receiving";
import { beginDraft, bytesOf, endDraft, uploadOf } from "./receiving/draft";
import { finishUpload } from "./receiving/finish-upload";
import { checkRoom, diskFull } from "./receiving/has-room";
import { resolve } from "./receiving/resolve";

export type ReceiveBatch = NewBatchInput & {
  body: AsyncIterable<Uint8Array>;
  /** As announced; null when the sender did not say. */
  bytesTotal: number | null;
};

/**
 * Streams a file of requests to disk and hands it to preflight. One that breaks off on its way is no batch; what arrived
 * of it waits for two days as an upload that its sender can continue.
 */
export async function receiveBatch(
  ctx: Context,
  { body, bytesTotal, ...input }: ReceiveBatch,
): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  await resolve(ctx, input);
  await checkRoom(ctx, bytesTotal);
  const id = await beginDraft(ctx, input, bytesTotal ?? 0);
  try {
    const received = await arrive(ctx, id, { body, bytesTotal });
    await finishUpload(ctx, input, { id, ...received });
    await endDraft(ctx, id);
    return { id };
  } catch (error) {
    const canGoOn = bytesTotal !== null && error instanceof CutShort && (await bytesOf(ctx, id)) > 0;
    if (!canGoOn) await ctx.files.remove("batches", id);
    if (error instanceof CutShort) throw error.cause;
    throw error;
  }
}

/** What arrived is worth keeping; `cause` is what the sender hears. */
class CutShort extends Error {}

type Body = Pick<ReceiveBatch, "body" | "bytesTotal">;

async function arrive(ctx: Context, id: string, { body, bytesTotal }: Body): Promise<Received> {
  let received: Received;
  try {
    received = await streamToDisk(body, uploadOf(ctx, id));
  } catch (cause) {
    const kept = "Nothing was started.";
    throw new CutShort("cut short", { cause: isDiskFull(cause) ? diskFull(kept) : cause });
  }
  const { bytes } = received;
  if (bytes === 0) throw invalid("The body is empty. Send the file itself as the body.");
  if (bytesTotal !== null && bytes < bytesTotal)
    throw new CutShort("cut short", {
      cause: invalid(
        `The upload broke off after ${formatBytes(bytes)} of ${formatBytes(bytesTotal)}. Nothing was started; send it again, or continue it on the page for new batches.`,
      ),
    });
  if (bytesTotal !== null && bytes > bytesTotal)
    throw invalid("The body is longer than announced. Nothing was started; send it again.");
  return received;
}
