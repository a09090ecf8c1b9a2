import { authorise } from "@/lib/core/access";
import { conflict, invalid } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { BatchId, ResolveBatch } from "../model/input";
import { concludePart } from "../settling/end-part";
import { addEvents } from "../store/events";
import { isRemoteTaken, overrulePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { byWhom, changingBatch } from "../writing";

/**
 * A person says what became of a submission that nobody else can tell: it is this batch of the provider, it is to be
 * sent again although it may run there, or it is given up.
 */
export async function resolveBatch(ctx: Context, input: BatchId & ResolveBatch): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  const { batchId, action } = input;
  return changingBatch(ctx, batchId, async ({ ctx, parts }) => {
    const part = unsureOf(parts, input.part);
    const detail = { part: part.number, parts: parts.length, action, by: byWhom(ctx) };
    await addEvents(ctx, batchId, [{ event: "part.resolved", detail }]);
    await audit(ctx, "batch.resolved", batchId, {
      part: part.number,
      action,
      remote: input.providerBatchId ?? null,
    });
    if (action === "adopt") await adopt(ctx, part, input.providerBatchId ?? "");
    else if (action === "resubmit") await resubmit(ctx, part);
    else await abandon(ctx, part);
    return { id: batchId };
  });
}

function unsureOf(parts: readonly Part[], number: number | undefined): Part {
  const unsure = parts.filter(({ state }) => state === "unsure");
  const chosen = number === undefined ? unsure : unsure.filter((part) => part.number === number);
  const [only, another] = chosen;
  if (!only) throw conflict("Nothing of it is unsure: there is nothing to settle.");
  if (another)
    throw invalid("Several files of it are unsure. Say which one.", {
      part: `is one of ${unsure.map((part) => part.number).join(", ")}`,
    });
  return only;
}

/** The next look tells whether it is there; its results, whether it is ours. */
async function adopt(ctx: Context, part: Part, providerBatchId: string): Promise<void> {
  if (await isRemoteTaken(ctx, part, providerBatchId))
    throw conflict(`${providerBatchId} belongs to another batch already.`);
  const now = ctx.now();
  await overrulePart(ctx, part, {
    ...{ state: "running", reason: null, candidates: null, troubles: 0, nextCheckAt: now },
    ...{ providerBatchId, remoteCreatedAt: part.intentAt ?? now },
  });
  await refreshBatch(ctx, part.batchId);
}

async function resubmit(ctx: Context, part: Part): Promise<void> {
  await overrulePart(ctx, part, {
    ...{ state: "queued", reason: null, candidates: null, intentAt: null, cancelAskedAt: null },
    ...{ troubles: 0, checks: 0, nextCheckAt: ctx.now() },
  });
  await refreshBatch(ctx, part.batchId);
}

const ABANDONED = {
  code: "abandoned",
  message: "Given up by a person. It may have run at the provider and been charged.",
};

async function abandon(ctx: Context, part: Part): Promise<void> {
  await overrulePart(ctx, part, {
    ...{ state: "cancelled", reason: ABANDONED, candidates: null, nextCheckAt: null, settledAt: ctx.now() },
  });
  await concludePart(ctx, part, {
    state: "cancelled",
    reason: ABANDONED,
    rest: { ...ABANDONED, status: "cancelled", remedy: "resend", maybeCharged: true },
  });
}
