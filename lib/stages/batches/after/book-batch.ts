import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { dayOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { shelveRows } from "@/lib/stages/imports/shelve-rows";
import { recordPilotNight } from "@/lib/stages/migration/record-pilot-night";
import { promisedAt } from "../model/after/deadline";
import { countsOf } from "../model/counts";
import type { BatchId } from "../model/input";
import { type Batch, endpointKeyOf, findBatchById, loadRetries, loadRetryCounts } from "../store/batches";
import { BOOKED_COLUMNS, loadFallback, writeSettled } from "../store/booking";
import { addEvents } from "../store/events";

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

/** A batch that sends again what failed belongs to the night of the first. */
async function tellPilot(ctx: Context, batch: Batch): Promise<void> {
  const first = await rootOf(ctx, batch);
  if (!first?.startedAt) return;
  const { total, pending } = countsOf(first);
  const fallback = await loadFallback(ctx, first.id);
  const retries = (await loadRetries(ctx, [first.id])).get(first.id) ?? [];
  const deadlineAt = first.deadlineAt ?? first.startedAt;
  try {
    await recordPilotNight(ctx, {
      key: await endpointKeyOf(ctx, first.endpointId),
      night: dayOf(first.startedAt),
      batchId: first.id,
      startedAt: first.startedAt,
      readyAt: first.endedAt,
      deadlineAt: promisedAt(first.policy, first.startedAt, deadlineAt),
      requests: total,
      accounted: total - pending,
      retried: await loadRetryCounts(ctx, retries),
      fallbackRequests: fallback.requests,
      fallbackCost: fallback.cost,
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_found")) throw error; // the endpoint is gone
  }
}

const LONGEST_CHAIN = 20;

async function rootOf(ctx: Context, batch: Batch): Promise<Batch | null> {
  let found: Batch | null = batch;
  for (let step = 0; found?.retryOf && step < LONGEST_CHAIN; step += 1)
    found = await findBatchById(ctx, found.retryOf);
  return found;
}
