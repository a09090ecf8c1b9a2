import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import type { Outcome } from "@/lib/platform/queue";
import { type OpenedConnection, openConnection } from "@/lib/stages/connections/open-connection";
import { pauseConnection } from "@/lib/stages/connections/pause-connection";
import { Rest } from "../model/after/rest";
import type { BatchId } from "../model/input";
import { isOver } from "../model/part";
import { later } from "../model/timing/pace";
import { bookSoon } from "../settling/end-part";
import { type Batch, findBatchById, loadParts, saveBatch } from "../store/batches";
import { loadLeft, loadSpent } from "../store/calls";
import type { Part } from "../store/parts/part-row";
import { rhythmOf } from "../tending/rhythm";
import { endInterrupted } from "./end-interrupted";
import { endRest } from "./end-rest";
import { RestBudget } from "./rest-budget";
import { SingleCalls } from "./single-calls";

/** One run of the job; then it hands itself on, so that a crash costs a minute and no try. */
const SLICE_MS = 20_000;
const CALLS = 8;
const WAIT_SECONDS = 5;

/**
 * Runs what is left of a batch as single calls, as a person ordered. Each is written down before it is made; one that was
 * cut off is never made again by itself. Any number of these may run: a call belongs to whoever wrote it down.
 */
export async function runRest(ctx: Context, { batchId }: BatchId): Promise<Outcome> {
  authorise(ctx.actor, "batches.write");
  const batch = await findBatchById(ctx, batchId);
  const order = Rest.safeParse(batch?.rest);
  if (!batch || !order.success || order.data.endedAt !== null) return undefined;
  const parts = (await loadParts(ctx, [batchId])).get(batchId) ?? [];
  const again = { again: later(ctx.now(), rhythmOf(ctx).pollSeconds ?? WAIT_SECONDS) };
  // The provider may still be working at them: only what it has let go of is called.
  if (!parts.every((part) => isOver(part.state))) return again;
  await endInterrupted(ctx, batchId);
  try {
    const opened = await openConnection(ctx, batch.connectionId);
    const state = await runSlice(ctx, { batch, order: order.data, parts, opened });
    if (state === "more") return again;
    // Stopped by a person: what ran by then is booked all the same.
    if (state === "stopped") await bookSoon(ctx, batchId);
    else await endRest(ctx, batchId, state);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return waitFor(ctx, batch, error);
  }
}

type Slice = { batch: Batch; order: Rest; parts: Part[]; opened: OpenedConnection };

async function runSlice(
  ctx: Context,
  { batch, order, parts, opened }: Slice,
): Promise<"more" | "done" | "capped" | "stopped"> {
  const spent = await loadSpent(ctx, batch.id);
  const budget = new RestBudget(BigInt(order.cap), spent, batch);
  const calls = await SingleCalls.open(ctx, { batch, parts, opened, budget });
  const until = performance.now() + SLICE_MS;
  try {
    while (performance.now() < until) {
      const left = await loadLeft(ctx, batch.id, CALLS * 4);
      if (left.length === 0) return (await calls.hasOpen()) ? "more" : "done";
      const outcome = await calls.run(left, CALLS);
      if (outcome === "capped") return (await calls.hasOpen()) ? "more" : "capped";
      const order = Rest.safeParse((await findBatchById(ctx, batch.id))?.rest);
      if (!order.success || order.data.endedAt !== null) return "stopped";
    }
    return "more";
  } finally {
    await calls.close();
  }
}

/** Nothing of it was worked: told on the batch, and tried again later. */
async function waitFor(ctx: Context, batch: Batch, error: AppError): Promise<Outcome> {
  const seconds = error.retryAfterSeconds ?? (error.code === "provider_busy" ? 10 : 60);
  log.warn("batches.rest", { batch: batch.id, code: error.code });
  await inTransaction(ctx, async (ctx) => {
    if (error.retryAfterSeconds) await pauseConnection(ctx, batch.connectionId, error.retryAfterSeconds);
    await saveBatch(ctx, batch.id, { reason: { code: "rest-waits", message: error.message } });
  });
  return { again: later(ctx.now(), rhythmOf(ctx).pollSeconds ?? seconds) };
}
