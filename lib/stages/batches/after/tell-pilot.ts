import { AppError } from "@/lib/core/errors";
import type { Picodollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { nightOf } from "@/lib/stages/migration/model/night";
import { recordPilotNight } from "@/lib/stages/migration/record-pilot-night";
import { promisedAt } from "../model/after/deadline";
import { countsOf } from "../model/counts";
import { type Batch, endpointKeyOf, findBatchById, loadRetries, loadRetryCounts } from "../store/batches";
import { loadFallback } from "../store/booking";

const LONGEST_CHAIN = 20;

/** Tells the pilot how the night went. A batch that sends again what failed belongs to the night of the first. */
export async function tellPilot(ctx: Context, batch: Batch): Promise<void> {
  const first = await rootOf(ctx, batch);
  if (!first?.startedAt) return;
  const { total, pending } = countsOf(first);
  const again = await sentAgain(ctx, first.id);
  const fallback = await fallbackOf(ctx, [first.id, ...again.map(({ id }) => id)]);
  try {
    await recordPilotNight(ctx, {
      key: await endpointKeyOf(ctx, first.endpointId),
      night: nightOf(first.startedAt),
      batchId: first.id,
      startedAt: first.startedAt,
      readyAt: first.endedAt,
      deadlineAt: promisedAt(first.policy, first.startedAt, first.deadlineAt ?? first.startedAt),
      requests: total,
      accounted: total - pending,
      succeeded: [first, ...again].reduce((sum, { succeeded }) => sum + succeeded, 0),
      retried: await loadRetryCounts(
        ctx,
        again.map(({ id }) => id),
      ),
      fallbackRequests: fallback.requests,
      fallbackCost: fallback.cost,
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_found")) throw error; // the endpoint is gone
  }
}

async function rootOf(ctx: Context, batch: Batch): Promise<Batch | null> {
  let found: Batch | null = batch;
  for (let step = 0; found?.retryOf && step < LONGEST_CHAIN; step += 1)
    found = await findBatchById(ctx, found.retryOf);
  return found;
}

/** Every batch that sent again what failed of this one, and what failed of that. */
async function sentAgain(ctx: Context, batchId: string): Promise<Batch[]> {
  const found: Batch[] = [];
  let ids = [batchId];
  for (let step = 0; ids.length > 0 && step < LONGEST_CHAIN; step += 1) {
    ids = [...(await loadRetries(ctx, ids)).values()].flat();
    for (const id of ids) {
      const batch = await findBatchById(ctx, id);
      if (batch) found.push(batch);
    }
  }
  return found;
}

async function fallbackOf(
  ctx: Context,
  batchIds: string[],
): Promise<{ requests: number; cost: Picodollars | null }> {
  const sum: { requests: number; cost: Picodollars | null } = { requests: 0, cost: 0n };
  for (const id of batchIds) {
    const { requests, cost } = await loadFallback(ctx, id);
    sum.requests += requests;
    sum.cost = sum.cost === null || cost === null ? null : sum.cost + cost;
  }
  return sum;
}
