import { formatWhole } from "@/lib/core/numbers";
import type { RemoteBatch } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import { endOfRemote } from "../model/part";
import { later, secondsAfterTrouble } from "../model/timing/pace";
import { addEvents, type NewEvent } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part, StoredReason } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { countParts } from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";
import { endPart, type PartEnd } from "./end-part";
import type { Reading } from "./keep-outcomes";

/** Results that lack some are read so often again before that is taken for the truth. */
const READ_AGAIN = 2;
const INCOMPLETE = "results-incomplete";

type Found = { remote: RemoteBatch; reading: Reading };

/** All results were read: the part ends, or, when some are missing, they are read again. */
export async function conclude(ctx: Context, part: Part, { remote, reading }: Found): Promise<void> {
  const tries = part.reason?.code === INCOMPLETE ? (part.reason.tries ?? 0) : 0;
  if (reading.missing > 0 && tries < READ_AGAIN && !isAllThatRan(remote, reading))
    return readAgain(ctx, part, { missing: reading.missing, tries: tries + 1 });
  const state = endOfRemote(remote);
  await endPart(ctx, part, {
    state: state as PartEnd["state"],
    reason: reasonOf(state, reading),
    rest: reading.missing > 0 ? restOf(remote) : null,
    detail: { ...reading.tally },
    findings: findingsOf(remote, reading),
  });
}

/** Some providers do not list what they never worked. Then as many lines as the counts name are all there are. */
function isAllThatRan({ ending, counts }: RemoteBatch, { tally }: Reading): boolean {
  if (ending !== "expired" && ending !== "cancelled") return false;
  if (!counts || counts.succeeded === null || counts.failed === null) return false;
  return tally.succeeded + tally.failed >= counts.succeeded + counts.failed;
}

async function readAgain(
  ctx: Context,
  part: Part,
  { missing, tries }: { missing: number; tries: number },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const nextCheckAt = later(ctx.now(), secondsAfterTrouble(tries + 1, rhythmOf(ctx)));
    const message = `${formatWhole(missing)} results are missing. They are read again.`;
    await movePart(ctx, part, { reason: { code: INCOMPLETE, message, tries }, nextCheckAt });
    const detail = { part: part.number, parts: await countParts(ctx, part.batchId), requests: missing };
    await addEvents(ctx, part.batchId, [{ event: "results.cut-short", detail }]);
    await refreshBatch(ctx, part.batchId);
  });
}

const MISSING = {
  code: "result-missing",
  message: "The provider gave no result for it. It may have been worked and charged.",
};
const UNWORKED = { code: "not-worked", remedy: "resend" } as const;

function restOf({ ending }: RemoteBatch): PartEnd["rest"] {
  if (ending === "expired")
    return { ...UNWORKED, status: "expired", message: "It did not run before the batch's window closed." };
  if (ending === "cancelled")
    return { ...UNWORKED, status: "cancelled", message: "It did not run before the batch was cancelled." };
  return { ...MISSING, status: "failed", remedy: "resend", maybeCharged: true };
}

function reasonOf(state: string, { missing, unknown, repeated, remark }: Reading): StoredReason | null {
  if (missing > 0 && state !== "expired" && state !== "cancelled")
    return {
      code: MISSING.code,
      message: `The provider gave no result for ${formatWhole(missing)} requests. They were read three times.`,
    };
  if (unknown > 0) {
    const lines = unknown === 1 ? "line bears" : "lines bear";
    return {
      code: "unknown-results",
      message: `${formatWhole(unknown)} result ${lines} an id that was never sent.`,
    };
  }
  if (repeated > 0) {
    const lines = repeated === 1 ? "line repeats" : "lines repeat";
    const message = `${formatWhole(repeated)} result ${lines} an id. The first of each counts.`;
    return { code: "repeated-results", message };
  }
  return remark === null ? null : { code: "summary-differs", message: remark };
}

function findingsOf({ ending }: RemoteBatch, { missing, unknown, repeated, remark }: Reading): NewEvent[] {
  const isMissing = missing > 0 && ending !== "expired" && ending !== "cancelled";
  return [
    ...(unknown > 0 ? [{ event: "results.unknown-id", detail: { lines: unknown } }] : []),
    ...(repeated > 0 ? [{ event: "results.repeated-id", detail: { lines: repeated } }] : []),
    ...(isMissing ? [{ event: "results.missing", detail: { requests: missing } }] : []),
    ...(remark !== null ? [{ event: "results.differ", detail: {} }] : []),
  ];
}

/** The results were deleted at the provider, or kept no longer. */
export function endGone(ctx: Context, part: Part): Promise<void> {
  const gone = {
    code: "results-gone",
    message: "The provider no longer has the results. What it worked may have been charged.",
  };
  return endPart(ctx, part, {
    state: "failed",
    reason: gone,
    rest: { ...gone, status: "failed", remedy: "resend", maybeCharged: true },
  });
}
