import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { later, leaseSeconds } from "../model/timing/pace";
import { settlePart } from "../settling/settle-part";
import { claimParts } from "../store/parts/claims";
import { LeaseLost } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { searchPart } from "../submitting/search-part";
import { submitPart } from "../submitting/submit-part";
import type { Round, Tender } from "./tender";

const ERRANDS = { submit: submitPart, search: searchPart, settle: settlePart };
export type LongErrand = keyof typeof ERRANDS;

/** Takes parts that are due for an errand of some length, and runs it. Answers how many there were. */
export async function workDue(
  { door, contextOf }: Tender,
  errand: LongErrand,
  { limit, signal }: Round,
): Promise<number> {
  const leaseUntil = later(door.now(), leaseSeconds(door.installation));
  const parts = await claimParts(door, errand, { limit, leaseUntil });
  await Promise.all(
    parts.map(async (part) => {
      const ctx = await contextOf(part.organisationId);
      if (ctx) await run(ctx, part, { errand, signal });
    }),
  );
  return parts.length;
}

/** What nobody expected leaves the part to the next who finds its lease run out. */
async function run(
  ctx: Context,
  part: Part,
  { errand, signal }: { errand: LongErrand; signal: AbortSignal },
): Promise<void> {
  try {
    await ERRANDS[errand](ctx, part, signal);
  } catch (error) {
    const isExpected = error instanceof LeaseLost || signal.aborted;
    if (!isExpected) log.error(`batches.${errand}`, error, { part: part.id, batch: part.batchId });
  }
}
