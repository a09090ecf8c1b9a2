import { AppError } from "@/lib/core/errors";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";
import { afterLook } from "../model/timing/after-look";
import { endPart } from "../settling/end-part";
import { addEvents } from "../store/events";
import type { QuietLook } from "../store/parts/looks";
import { movePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { countParts } from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";

/** One answer of a provider takes no longer. */
const PATIENCE_MS = 30_000;
/** A batch that the provider denies for so long after its window is gone. */
const GONE_AFTER_MS = 24 * 3_600_000;

type Looking = { opened: OpenedConnection; batchesOfConnection: number; signal: AbortSignal };

/**
 * Asks the provider how far a part is, and passes on a cancel. What changes nothing but the counts is answered, to be
 * written with others; everything else is written here.
 */
export async function lookAt(ctx: Context, part: Part, looking: Looking): Promise<QuietLook | null> {
  const { opened, batchesOfConnection } = looking;
  const remoteId = part.providerBatchId;
  if (remoteId === null) throw new Error("a part that runs has no id at its provider");
  try {
    const remote = await withPatience(looking.signal, async (signal) => {
      if (part.cancelAskedAt && part.state !== "cancelling") await opened.provider.cancel(remoteId, signal);
      return opened.provider.check(remoteId, signal);
    });
    const look = afterLook(remote, {
      definition: opened.definition,
      requestsPerMinute: opened.connection.limits.requestsPerMinute ?? null,
      batchesOfConnection,
      rhythm: rhythmOf(ctx),
      now: ctx.now(),
    });
    if (isQuiet(part, look)) return { part, counts: look.counts, nextCheckAt: look.nextCheckAt };
    await keep(ctx, part, look);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found" && isGone(ctx, part))
      await endGone(ctx, part);
    else throw error;
    return null;
  }
}

/** Breaks off with `outer`, or when it takes too long. Of AbortSignal.timeout every look would stay in memory that long. */
async function withPatience<T>(outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const stop = () => own.abort(outer.reason);
  const timer = setTimeout(stop, PATIENCE_MS);
  outer.addEventListener("abort", stop, { once: true });
  if (outer.aborted) stop();
  try {
    return await work(own.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", stop);
  }
}

type Look = ReturnType<typeof afterLook>;

function isQuiet(part: Part, look: Look): boolean {
  return (
    look.state === part.state &&
    look.rawState === part.rawState &&
    look.remoteEndedAt === null &&
    part.reason === null &&
    part.cancelAskedAt === null &&
    look.expiresAt?.getTime() === part.expiresAt?.getTime()
  );
}

async function keep(ctx: Context, part: Part, look: Look): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await movePart(ctx, part, { ...look, reason: null, checks: part.checks + 1 });
    // A file that was validated runs only now, although both are one state of ours.
    const hasBegun = look.state === "running" && part.rawState !== null && look.rawState !== part.rawState;
    if (look.state !== part.state || hasBegun) {
      const detail = { part: part.number, parts: await countParts(ctx, part.batchId) };
      await addEvents(ctx, part.batchId, [{ event: `part.${look.state}`, detail }]);
    }
    await refreshBatch(ctx, part.batchId);
  });
}

function isGone(ctx: Context, part: Part): boolean {
  const closed = part.expiresAt ?? part.remoteCreatedAt ?? part.intentAt;
  return closed !== null && ctx.now().getTime() - closed.getTime() > GONE_AFTER_MS;
}

const GONE = {
  code: "results-gone",
  message: "The provider no longer has this batch. What it worked may have been charged.",
};

function endGone(ctx: Context, part: Part): Promise<void> {
  return endPart(ctx, part, {
    state: "failed",
    reason: GONE,
    rest: { status: "failed", ...GONE, remedy: "resend", maybeCharged: true },
  });
}
