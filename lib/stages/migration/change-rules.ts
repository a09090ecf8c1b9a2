import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { SaveRules } from "./model/move";
import { saveRules } from "./store/rules";

/** How many pilots at once, how many nights, when a declined one is asked again. */
export async function changeRules(ctx: Context, input: SaveRules): Promise<{ saved: true }> {
  authorise(ctx.actor, "migrations.write");
  await inTransaction(ctx, async (ctx) => {
    await saveRules(ctx, input);
    await audit(ctx, "migration-rules.changed", ctx.organisation.id, { ...input });
  });
  return { saved: true };
}
