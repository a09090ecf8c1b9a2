import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Submitted } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { type OpenedConnection, openConnection } from "@/lib/stages/connections/open-connection";
import { pauseConnection } from "@/lib/stages/connections/pause-connection";
import { later, secondsAfterTrouble, secondsUntilVisible } from "../model/timing/pace";
import { endPart } from "../settling/end-part";
import { addEvents } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { rhythmOf } from "../tending/rhythm";
import { acceptPart } from "./accept-part";
import { beginSubmission, putOff, submissionOf } from "./begin-submission";
import { holdLease } from "./hold-lease";

/**
 * Sends a queued part that this worker holds, once. Whatever comes of it is written down; when nothing can be said the
 * part stays `submitting`, and is looked for before anything else is done.
 */
export async function submitPart(ctx: Context, claimed: Part, signal: AbortSignal): Promise<void> {
  authorise(ctx.actor, "batches.write");
  let opened: OpenedConnection;
  try {
    opened = await openConnection(ctx, claimed.connectionId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return putOff(ctx, claimed, { code: "connection", message: error.message });
  }
  const begun = await beginSubmission(ctx, claimed, opened);
  if (!begun) return;
  const { part, facts } = begun;
  const graceSeconds = secondsUntilVisible(opened.definition.limits, ctx.installation);
  const answer = await holdLease(ctx, part, { graceSeconds, signal }, (signal) =>
    opened.provider.submit(submissionOf(ctx, part, facts), signal).catch((error: unknown): Submitted => {
      // Nothing may be concluded from a throw, whatever it says: it may have been accepted.
      if (!(error instanceof AppError)) log.error("batches.submit", error, { part: part.id });
      return { kind: "unknown", message: error instanceof AppError ? error.message : "The answer was lost." };
    }),
  );
  await record(ctx, part, opened, answer);
}

async function record(ctx: Context, part: Part, opened: OpenedConnection, answer: Submitted): Promise<void> {
  switch (answer.kind) {
    case "accepted":
      return acceptPart(ctx, part, opened, { remote: answer.batch, how: "accepted" });
    case "refused":
      return endPart(ctx, part, {
        state: "failed",
        reason: { code: answer.code, message: answer.message },
        rest: { status: "failed", code: answer.code, message: answer.message, remedy: "fix" },
        event: "part.refused",
      });
    case "later":
      return putOffUntil(ctx, part, answer);
    case "unknown":
      return lookLater(ctx, part, { message: answer.message, seconds: visible(ctx, opened) });
    default:
      return answer satisfies never;
  }
}

const visible = (ctx: Context, { definition }: OpenedConnection) =>
  secondsUntilVisible(definition.limits, ctx.installation);

/** Surely not accepted: back into the queue, and the connection rests as long as the provider asked. */
async function putOffUntil(
  ctx: Context,
  part: Part,
  { message, retryAfterSeconds }: Extract<Submitted, { kind: "later" }>,
): Promise<void> {
  const troubles = part.troubles + 1;
  const backOff = secondsAfterTrouble(troubles, rhythmOf(ctx));
  await inTransaction(ctx, async (ctx) => {
    if (retryAfterSeconds !== null) await pauseConnection(ctx, part.connectionId, retryAfterSeconds);
    await movePart(ctx, part, {
      state: "queued",
      reason: { code: "put-off", message },
      intentAt: null,
      troubles,
      nextCheckAt: later(ctx.now(), Math.max(backOff, retryAfterSeconds ?? 0)),
    });
    if (troubles === 1)
      await addEvents(ctx, part.batchId, [{ event: "part.put-off", detail: { part: part.number } }]);
    await refreshBatch(ctx, part.batchId);
  });
}

/** It may have been accepted: it stays where it is until the provider surely shows what it took. */
async function lookLater(
  ctx: Context,
  part: Part,
  { message, seconds }: { message: string; seconds: number },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const reason = { code: "answer-lost", message };
    await movePart(ctx, part, { reason, nextCheckAt: later(ctx.now(), seconds) });
    await addEvents(ctx, part.batchId, [{ event: "part.answer-lost", detail: { part: part.number } }]);
    await refreshBatch(ctx, part.batchId);
  });
}
