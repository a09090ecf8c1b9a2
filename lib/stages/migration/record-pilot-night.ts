import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { gatherFacts } from "./gather-facts";
import { type NightFacts, passedInARow, problemsOf } from "./model/night";
import { loadNights, saveNight } from "./store/nights";
import { lockMoves } from "./store/placed";

/** A night's batch as its stage tells it. `succeeded`: of the requests, in any lane. */
type Told = NightFacts & { key: string; succeeded?: number };

/**
 * What a pilot's batch came to. The same batch told again replaces what was said of it, another batch of the night is
 * counted with it; a night of what is not in Pilot counts for nothing and is not kept.
 */
export async function recordPilotNight(
  ctx: Context,
  { key: name, succeeded, ...night }: Told,
): Promise<{ counted: boolean; problems: string[]; passed: number }> {
  authorise(ctx.actor, "migrations.write");
  const { id, key } = await findEndpoint(ctx, name);
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    const { facts, kept } = await gatherFacts(ctx, id, null);
    if (facts.stage !== "pilot" || (kept.since && night.startedAt < kept.since))
      return { counted: false, problems: [], passed: 0 };
    const { policy, longestWaitHours } = facts;
    const otherFallback = await fallbackBeside(ctx, id, night);
    const problems = problemsOf(night, {
      ...{ policy, longestWaitHours, otherFallback },
      succeeded: succeeded ?? null,
    });
    await saveNight(ctx, id, { ...night, problems });
    const { facts: after } = await gatherFacts(ctx, id, null);
    const passed = passedInARow(after.nights);
    await audit(ctx, "pilot-night.recorded", key, {
      night: night.night,
      passed: problems.length === 0,
      inARow: passed,
    });
    return { counted: true, problems, passed };
  });
}

/** What the other batches of the same night cost as sync, as far as it is known. */
async function fallbackBeside(ctx: Context, endpointId: number, night: NightFacts): Promise<bigint> {
  const batches = (await loadNights(ctx, [endpointId])).get(endpointId) ?? [];
  return batches
    .filter((batch) => batch.night === night.night && batch.batchId !== night.batchId)
    .reduce((sum, { fallbackCost }) => sum + (fallbackCost ?? 0n), 0n);
}
