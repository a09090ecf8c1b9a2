import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { shelveRows } from "@/lib/stages/imports/shelve-rows";
import type { BatchId } from "../model/input";
import { type Batch, findBatchById } from "../store/batches";
import { BOOKED_COLUMNS, writeSettled } from "../store/booking";
import { addEvents } from "../store/events";
import { tellPilot } from "./tell-pilot";

/**
 * What follows once a batch is over: its settled requests enter the ledger, and a pilot hears how the night went. Safe to
 * run again, also after more of it ran as sync: both are said anew.
 */
export async function bookBatch(ctx: Context, { batchId }: BatchId): Promise<void> {
  authorise(ctx.actor, "batches.write");
  const batch = await findBatchById(ctx, batchId);
  if (!batch?.endedAt) return;
  // The people of the sample are nobody: what it shows running never was, and its ledger has its own rows.
  if (!ctx.organisation.isSample) await shelve(ctx, batch);
  await tellPilot(ctx, batch);
}

async function shelve(ctx: Context, batch: Batch): Promise<void> {
  if (batch.succeeded + batch.failed === 0) return;
  const shelved = await shelveRows(ctx, {
    importId: `batch-${batch.id}`,
    format: "offpeak-batches",
    name: batch.filename,
    columns: BOOKED_COLUMNS,
    writeCsv: (file) => writeSettled(ctx, batch.id, file),
  });
  if (shelved)
    await addEvents(ctx, batch.id, [{ event: "batch.booked", detail: { rows: Number(shelved.rows) } }]);
}
