import { type Context, inTransaction } from "@/lib/platform/context";
import { bookBatchJob } from "../jobs";
import type { PartState } from "../model/part";
import type { EventDetail } from "../model/words";
import { type Ending, endOpenRequests } from "../store/end-requests";
import { addEvents, type NewEvent } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part, StoredReason } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { countParts } from "../store/parts/submissions";

export type PartEnd = {
  state: Extract<PartState, "completed" | "failed" | "expired" | "cancelled">;
  reason: StoredReason | null;
  /** How the requests end that have no outcome of their own; null: every one has. */
  rest: (Omit<Ending, "at" | "maybeCharged"> & { maybeCharged?: boolean }) | null;
  /** `part.` and its state unless told. */
  event?: string;
  detail?: EventDetail;
  /** What else was found on the way. */
  findings?: NewEvent[];
};

/**
 * The end of a part: every request of it has its outcome, and the batch is what its parts are. When that was the last
 * part, the batch is brought into the ledger by a job of the same transaction.
 */
export async function endPart(ctx: Context, part: Part, end: PartEnd): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.now();
    await movePart(ctx, part, {
      ...{ state: end.state, reason: end.reason, settledAt: now, nextCheckAt: null, troubles: 0 },
      ...{ candidates: null },
    });
    await concludePart(ctx, part, end);
  });
}

/** The rest of it, in the transaction that moved the part. */
export async function concludePart(ctx: Context, part: Part, end: PartEnd): Promise<void> {
  const at = part.remoteEndedAt ?? ctx.now();
  const ended = end.rest ? await endOpenRequests(ctx, part, { maybeCharged: false, ...end.rest, at }) : 0;
  const detail: EventDetail = {
    part: part.number,
    parts: await countParts(ctx, part.batchId),
    requests: part.requests,
    ...(end.rest && end.rest.status !== "failed" && { [end.rest.status]: ended }),
    ...end.detail,
  };
  const findings = (end.findings ?? []).map((one) => ({ ...one, detail: { ...detail, ...one.detail } }));
  await addEvents(ctx, part.batchId, [...findings, { event: end.event ?? `part.${end.state}`, detail }]);
  await refreshAndBook(ctx, part.batchId);
}

/** Makes a batch what its parts are; when it is over with that, it is booked by a job of the same transaction. */
export async function refreshAndBook(ctx: Context, batchId: string): Promise<void> {
  const { hasEnded } = await refreshBatch(ctx, batchId);
  if (hasEnded) await bookSoon(ctx, batchId);
}

export const bookSoon = (ctx: Context, batchId: string): Promise<void> =>
  ctx.queue.enqueue(ctx.db, bookBatchJob, { organisationId: ctx.organisation.id, batchId });
