import { open } from "node:fs/promises";
import { authorise, ownerScope } from "@/lib/core/access";
import { conflict, refused } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isDiskFull, streamToDisk } from "@/lib/platform/stream-to-disk";
import { isRestOpen } from "../model/after/rest";
import { isEnded } from "../model/batch-state";
import { Fix } from "../model/fix";
import type { BatchId } from "../model/input";
import { NewBatchInput } from "../model/receiving";
import { newBatchId, uploadOf } from "../receiving/draft";
import { finishUpload } from "../receiving/finish-upload";
import { type Batch, endpointKeyOf, loadBatch, loadRetries } from "../store/batches";
import { addEvents, announce } from "../store/events";
import { countResendable, loadResendable } from "../store/requests";
import { oneAtATime } from "../store/transaction";
import { byWhom } from "../writing";
import { lineAgain } from "./line-again";

const STEP = 1000;

/**
 * Sends again what did not work and may work as it is: a batch of its own, made of those lines of the same upload with
 * the ids that they had, and linked to this one. What a person mended stays mended.
 */
export async function retryBatch(
  ctx: Context,
  { batchId }: BatchId,
): Promise<{ id: string; requests: number }> {
  authorise(ctx.actor, "batches.write");
  const batch = await loadBatch(ctx, batchId, ownerScope(ctx.actor, "batches.write"));
  // One at a time: two clicks are one order.
  return oneAtATime(ctx, batchId, async () => {
    const requests = await countAllowed(ctx, batch);
    const id = newBatchId();
    await ctx.files.folder("batches", id);
    try {
      const { bytes, sha256 } = await streamToDisk(linesAgain(ctx, batch), uploadOf(ctx, id));
      await inTransaction(ctx, async (ctx) => {
        await finishUpload(ctx, await inputOf(ctx, batch), { id, bytes, sha256 }, againOf(batch));
        const detail = { batch: id, requests, by: byWhom(ctx) };
        await addEvents(ctx, batchId, [{ event: "batch.retried", detail }]);
        await audit(ctx, "batch.retried", batchId, { batch: id, requests });
        await announce(ctx, batchId);
      });
      return { id, requests };
    } catch (error) {
      await ctx.files.remove("batches", id);
      if (isDiskFull(error)) throw refused("The disk of this server is full. Free some space and try again.");
      throw error;
    }
  });
}

async function countAllowed(ctx: Context, batch: Batch): Promise<number> {
  if (!isEnded(batch.state)) throw conflict("It is not over yet. What fails can be sent again once it is.");
  if (isRestOpen(batch.rest)) throw conflict("What is left of it is being run as sync.");
  if (batch.filesRemovedAt)
    throw conflict("Its files were removed, as their retention time says. Upload them again.");
  const [earlier] = (await loadRetries(ctx, [batch.id])).get(batch.id) ?? [];
  if (earlier)
    throw conflict(`It was sent again already, as ${earlier}. What fails there is sent again from there.`);
  const count = await countResendable(ctx, batch.id);
  if (count === 0) throw conflict("Nothing of it would work when sent again as it is.");
  return count;
}

async function* linesAgain(ctx: Context, batch: Batch): AsyncGenerator<Uint8Array> {
  const dialect = ctx.providers.get(batch.provider)?.dialect;
  if (!dialect) throw refused(`This version of Offpeak does not know ${batch.provider}.`);
  const upload = await open(uploadOf(ctx, batch.id), "r");
  try {
    for (let after = 0; ; ) {
      const rows = await loadResendable(ctx, batch.id, { after, limit: STEP });
      const texts: string[] = [];
      for (const { customId, offset, length } of rows) {
        const bytes = Buffer.alloc(length);
        await upload.read(bytes, 0, length, Number(offset));
        texts.push(`${lineAgain(dialect, bytes, customId)}\n`);
      }
      if (texts.length > 0) yield Buffer.from(texts.join(""));
      const last = rows.at(-1);
      if (!last || rows.length < STEP) return;
      after = last.n;
    }
  } finally {
    await upload.close();
  }
}

async function inputOf(ctx: Context, batch: Batch): Promise<NewBatchInput> {
  const { provider, connectionId, costCenter, team, label, filename, model, answerSchema } = batch;
  return NewBatchInput.parse({
    ...{ provider, connection: connectionId, costCenter, filename, start: "now" },
    endpoint: await endpointKeyOf(ctx, batch.endpointId),
    ...(ctx.providers.get(provider)?.needsModel && model !== null && { model }),
    ...(team !== null && { team }),
    ...(label !== null && { label }),
    ...(answerSchema !== null && { answerSchema }),
  });
}

/** What changes a body holds again; what chose among the lines is done. */
function againOf(batch: Batch): { retryOf: string; fixes: Fix[] } {
  const fixes = Fix.array().catch([]).parse(batch.fixes);
  const kinds = ["remove", "limit-output", "split-by-model"];
  return { retryOf: batch.id, fixes: fixes.filter(({ kind }) => kinds.includes(kind)) };
}
