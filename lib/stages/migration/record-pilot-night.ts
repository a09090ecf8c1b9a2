import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { gatherFacts } from "./gather-facts";
import { type NightFacts, passedInARow, problemsOf } from "./model/night";
import { saveNight } from "./store/nights";
import { lockMoves } from "./store/placed";

/**
 * What a pilot's batch came to. The same night told again replaces what was said of it; a night of what is not in Pilot
 * counts for nothing and is not kept.
 */
export async function recordPilotNight(
  ctx: Context,
  { key: name, ...night }: NightFacts & { key: string },
): Promise<{ counted: boolean; problems: string[]; passed: number }> {
  authorise(ctx.actor, "migrations.write");
  const { id, key } = await findEndpoint(ctx, name);
  return inTransaction(ctx, async (ctx) => {
    await lockMoves(ctx);
    const { facts, kept } = await gatherFacts(ctx, id, null);
    if (facts.stage !== "pilot" || (kept.since && night.startedAt < kept.since))
      return { counted: false, problems: [], passed: 0 };
    const problems = problemsOf(night, facts.policy);
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
