import { ownerScope } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { actionsOf, isCancelAsked } from "./model/actions";
import { quoteOf } from "./model/after/quote";
import { isRestOpen } from "./model/after/rest";
import { isEnded } from "./model/batch-state";
import type { BatchId } from "./model/input";
import type { BatchActions, BatchDetail, BatchPartView, BatchRow } from "./model/view";
import { rowsOf } from "./reading-rows";
import { type Batch, loadBatch, loadParts, loadRetries } from "./store/batches";
import type { Part } from "./store/parts/part-row";
import { loadEvents } from "./store/reading/event-rows";
import { loadListedOne } from "./store/reading/list";
import { countResendable, loadRemaining } from "./store/requests";

/** One batch with its parts, what happened to it, and what may be done now. */
export async function readBatch(ctx: Context, { batchId }: BatchId): Promise<BatchDetail> {
  const batch = await loadBatch(ctx, batchId, ownerScope(ctx.actor, "batches.read"));
  const [listed, parts, retries, events] = await Promise.all([
    loadListedOne(ctx, batchId),
    loadParts(ctx, [batchId]),
    loadRetries(ctx, [batchId]),
    loadEvents(ctx, batchId),
  ]);
  const [row] = listed ? await rowsOf(ctx, [listed]) : [];
  if (!row) throw notFound("This batch");
  const own = parts.get(batchId) ?? [];
  const { filename, team, createdByName, retryOf, canary, preflight, filesUntil, filesRemovedAt, version } =
    batch;
  return {
    ...row,
    ...{ filename, bytes: Number(batch.bytes), team, createdByName, retryOf, canary, preflight },
    retriedBy: retries.get(batchId) ?? [],
    parts: own.map(partView),
    events,
    actions: await actionsFor(ctx, batch, { row, parts: own, isRetried: retries.has(batchId) }),
    ...{ filesUntil, filesRemovedAt, version },
  };
}

/** That it is there and this person may see it; for what is answered before a body is read. */
export async function findBatch(ctx: Context, { batchId }: BatchId): Promise<{ id: string }> {
  const { id } = await loadBatch(ctx, batchId, ownerScope(ctx.actor, "batches.read"));
  return { id };
}

type Seen = { row: Pick<BatchRow, "requests" | "progress">; parts: readonly Part[]; isRetried: boolean };

/** Counted only where a button could come of it: over a hundred thousand requests it takes a moment. */
async function actionsFor(
  ctx: Context,
  batch: Batch,
  { row, parts, isRetried }: Seen,
): Promise<BatchActions> {
  const { succeeded, total } = row.requests;
  const canRetry = isEnded(batch.state) && !isRetried && succeeded < total;
  const left = parts.length > 0 && succeeded < total;
  const [resendable, remaining] = await Promise.all([
    canRetry ? countResendable(ctx, batch.id) : 0,
    left ? loadRemaining(ctx, batch.id) : { requests: 0, estimate: null },
  ]);
  return actionsOf({
    ...{ state: batch.state, counts: row.requests, parts, resendable, isRetried },
    remaining: quoteOf(remaining, { batch, progress: row.progress, counts: row.requests }),
    isRunningRest: isRestOpen(batch.rest),
    filesRemovedAt: batch.filesRemovedAt,
    cancelAsked: isCancelAsked(parts),
  });
}

function partView(part: Part): BatchPartView {
  const { number, isCanary, state, rawState, reason, providerBatchId, requests, expiresAt } = part;
  return {
    ...{ number, isCanary, state, rawState, providerBatchId, requests, expiresAt },
    reason: reason && { code: reason.code, message: reason.message },
    bytes: Number(part.bytes),
    submittedAt: part.remoteCreatedAt ?? part.intentAt,
    endedAt: part.settledAt,
    candidates: part.candidates.map((one) => ({ ...one, createdAt: new Date(one.createdAt) })),
  };
}
