import { authorise } from "@/lib/core/access";
import { refused } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { gatherFacts } from "../gather-facts";
import type { Moved, RollBack } from "../model/move";
import { isRollBack } from "../model/rules";
import { moveEndpoint } from "./move-endpoint";

/** Back to sync in one action: to Approved while the owner's yes holds, so that it may be piloted again, else to Candidate. */
export async function rollBack(ctx: Context, input: RollBack): Promise<Moved> {
  authorise(ctx.actor, "migrations.write");
  const { id, key } = await findEndpoint(ctx, input.key);
  const { facts } = await gatherFacts(ctx, id, null);
  if (!isRollBack(facts.stage, "candidate"))
    throw refused("It runs as sync already. There is nothing to roll back.");
  const to = facts.answer && facts.answer.answer !== "no" ? "approved" : "candidate";
  return moveEndpoint(ctx, { ...input, key, to });
}
