import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { editEndpoints } from "@/lib/stages/ledger/attribution/edit-endpoint";
import type { AssignOwner } from "../model/endpoint";
import { refreshSummary } from "../refresh-summary";

/** One owner for several endpoints, by a person's word. The ranking is kept anew at once, so that the page shows it. */
export async function assignOwner(
  ctx: Context,
  { keys, owner }: AssignOwner,
): Promise<{ endpoints: number }> {
  authorise(ctx.actor, "endpoints.write");
  await editEndpoints(ctx, { keys, edits: { owner } });
  await refreshSummary(ctx);
  return { endpoints: keys.length };
}
