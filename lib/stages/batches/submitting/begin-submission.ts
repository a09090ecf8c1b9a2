import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import type { Submission } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";
import { admit } from "../model/timing/admission";
import {
  later,
  leaseSeconds,
  secondsAfterRefusal,
  secondsUntilRoom,
  secondsUntilVisible,
} from "../model/timing/pace";
import { addEvents } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part, StoredReason } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import {
  type BatchFacts,
  isOvertaking,
  loadFacts,
  loadLoad,
  lockConnection,
  startClock,
} from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Decides whether a part may go now, and if so writes the intention down: a fresh mark and the instant, committed
 * before the provider hears of it. Null: it waits, and says for what.
 */
export async function beginSubmission(
  ctx: Context,
  part: Part,
  { connection, definition }: OpenedConnection,
): Promise<{ part: Part; facts: BatchFacts } | null> {
  const file = ctx.files.pathOf("batches", part.batchId, `part-${part.number}`);
  if (!(await isThere(file))) {
    await putOff(ctx, part, FILE_GONE);
    return null;
  }
  return inTransaction(ctx, async (ctx) => {
    await lockConnection(ctx, part.connectionId);
    const now = ctx.now();
    const load = await loadLoad(ctx, part, new Date(now.getTime() - MINUTE_MS));
    const limits = { connection: connection.limits, provider: definition.limits };
    const admission = admit(part, load, limits);
    const waits = admission.kind === "wait" ? admission.reason : (await isOvertaking(ctx, part)) && IN_TURN;
    if (waits) {
      const rhythm = rhythmOf(ctx);
      const nextCheckAt = later(now, secondsUntilRoom(part.checks + 1, rhythm));
      await movePart(ctx, part, { reason: waits, nextCheckAt, checks: part.checks + 1 });
      if (part.reason?.code !== waits.code) await refreshBatch(ctx, part.batchId);
      return null;
    }
    const leaseUntil = later(now, leaseSeconds(ctx.installation));
    const moved = await movePart(ctx, part, {
      state: "submitting",
      key: `op-${randomUUID()}`,
      attempt: part.attempt + 1,
      intentAt: now,
      reason: null,
      candidates: null,
      checks: 0,
      leaseUntil,
      // Should we die now, nobody looks for it before the provider surely shows what it took.
      nextCheckAt: later(leaseUntil, secondsUntilVisible(definition.limits, ctx.installation)),
    });
    const window = definition.limits.windowHours.default * HOUR_MS;
    await startClock(ctx, part.batchId, { startedAt: now, deadlineAt: new Date(now.getTime() + window) });
    const facts = await loadFacts(ctx, part.batchId);
    const detail = {
      part: part.number,
      parts: facts.parts,
      requests: part.requests,
      bytes: Number(part.bytes),
    };
    await addEvents(ctx, part.batchId, [{ event: "part.submitting", detail }]);
    await refreshBatch(ctx, part.batchId);
    return { part: moved, facts };
  });
}

const IN_TURN: StoredReason = { code: "waits-in-turn", message: "An earlier file of this model goes first." };
const FILE_GONE: StoredReason = {
  code: "file-missing",
  message: "The prepared file is not in the file store of this worker. Check that all workers share it.",
};

/** Tried again seldom: only a person can mend it. */
export async function putOff(ctx: Context, part: Part, reason: StoredReason): Promise<void> {
  const troubles = part.troubles + 1;
  const seconds = secondsAfterRefusal(troubles, rhythmOf(ctx));
  await inTransaction(ctx, async (ctx) => {
    await movePart(ctx, part, { reason, troubles, nextCheckAt: later(ctx.now(), seconds) });
    if (part.reason?.message !== reason.message) await refreshBatch(ctx, part.batchId);
  });
}

const isThere = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The same before the call and after a crash: everything in it is stored. */
export function submissionOf(ctx: Context, part: Part, facts: BatchFacts): Submission {
  const since = part.intentAt ?? ctx.now();
  return {
    key: part.key,
    nonce: part.nonce,
    model: part.model,
    path: part.path,
    file: {
      path: ctx.files.pathOf("batches", part.batchId, `part-${part.number}`),
      bytes: Number(part.bytes),
    },
    requests: part.requests,
    labels: { "cost-center": facts.costCenter, endpoint: facts.endpoint, batch: part.batchId },
    deadline: facts.deadlineAt ?? since,
    since,
  };
}
