import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { RemoteBatch } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type OpenedConnection, openConnection } from "@/lib/stages/connections/open-connection";
import { later, secondsUntilSearch } from "../model/timing/pace";
import { putOnHold } from "../monitoring/put-on-hold";
import { endPart } from "../settling/end-part";
import { addEvents } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Candidate, Part, StoredReason } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { loadFacts, loadKnownIds } from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";
import { acceptPart } from "./accept-part";
import { submissionOf } from "./begin-submission";
import { holdLease } from "./hold-lease";

/**
 * What became of a submission whose answer was lost: by a crash, a dropped connection, a 5xx. It is sent again only
 * when the provider surely has nothing of it.
 */
export async function searchPart(ctx: Context, part: Part, signal: AbortSignal): Promise<void> {
  authorise(ctx.actor, "batches.write");
  try {
    const opened = await openConnection(ctx, part.connectionId);
    await holdLease(ctx, part, { signal }, (signal) => search(ctx, part, opened, signal));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await putOnHold(ctx, part, error);
  }
}

async function search(
  ctx: Context,
  part: Part,
  opened: OpenedConnection,
  signal: AbortSignal,
): Promise<void> {
  const facts = await loadFacts(ctx, part.batchId);
  const known = await loadKnownIds(ctx, part, facts.provider);
  const found = await opened.provider.find(submissionOf(ctx, part, facts), known, signal);
  switch (found.kind) {
    case "found":
      return acceptPart(ctx, part, opened, { remote: found.batch, how: "adopted" });
    case "none":
      return sendAgain(ctx, part);
    case "maybe":
      return stayUnsure(ctx, part, { candidates: found.candidates.map(candidateOf), reason: MAYBE });
    case "unsure":
      return stayUnsure(ctx, part, {
        candidates: part.candidates,
        reason: { code: "cannot-ask", message: found.message },
      });
    default:
      return found satisfies never;
  }
}

/** The provider has nothing of it. What was cancelled meanwhile ends here. */
async function sendAgain(ctx: Context, part: Part): Promise<void> {
  if (part.cancelAskedAt)
    return endPart(ctx, part, {
      state: "cancelled",
      reason: null,
      rest: {
        ...{ status: "cancelled", code: "cancelled-before-start", remedy: "resend" },
        message: "Cancelled before the provider had it.",
      },
    });
  await inTransaction(ctx, async (ctx) => {
    const nextCheckAt = ctx.now();
    await movePart(ctx, part, {
      ...{ state: "queued", intentAt: null, reason: null, candidates: null, nextCheckAt, checks: 0 },
    });
    await addEvents(ctx, part.batchId, [{ event: "part.not-found", detail: { part: part.number } }]);
    await refreshBatch(ctx, part.batchId);
  });
}

const MAYBE: StoredReason = {
  code: "maybe-accepted",
  message: "The provider has a batch that may be this one. It is known for sure once that batch has ended.",
};

const candidateOf = (remote: RemoteBatch): Candidate => ({
  id: remote.id,
  createdAt: remote.createdAt.toISOString(),
  requests: remote.counts?.total ?? 0,
});

type Doubt = { candidates: Candidate[]; reason: StoredReason };

/** Nobody can tell yet: a person may decide, and it goes on looking by itself. */
async function stayUnsure(ctx: Context, part: Part, { candidates, reason }: Doubt): Promise<void> {
  const wasUnsure = part.state === "unsure";
  const ids = (list: readonly Candidate[]) => list.map(({ id }) => id).join();
  const isNews = !wasUnsure || part.reason?.code !== reason.code || ids(candidates) !== ids(part.candidates);
  const seconds = secondsUntilSearch(part.checks, rhythmOf(ctx));
  await inTransaction(ctx, async (ctx) => {
    const nextCheckAt = later(ctx.now(), seconds);
    await movePart(ctx, part, { state: "unsure", reason, candidates, nextCheckAt, checks: part.checks + 1 });
    if (!wasUnsure)
      await addEvents(ctx, part.batchId, [{ event: "part.unsure", detail: { part: part.number } }]);
    if (isNews) await refreshBatch(ctx, part.batchId);
  });
}
