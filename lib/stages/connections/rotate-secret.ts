import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { resealCredentials } from "./cipher";
import { loadOutdated, saveSealed } from "./store";

/**
 * Seals anew what was sealed with OFFPEAK_SECRET_PREVIOUS. What neither secret opens is left as it is: its row says so,
 * and the right secret still opens it.
 */
export async function rotateSecret(ctx: Context): Promise<{ sealedAnew: number; locked: number }> {
  authorise(ctx.actor, "connections.write");
  const outcome = { sealedAnew: 0, locked: 0 };
  for (const { id, name, ...before } of await loadOutdated(ctx)) {
    const after = resealCredentials(ctx, id, before);
    if (!after) outcome.locked += 1;
    else if (
      await inTransaction(ctx, async (ctx) => {
        const isOurs = await saveSealed(ctx, id, before, after);
        if (isOurs) await audit(ctx, "connection.sealed-anew", id, { name });
        return isOurs;
      })
    )
      outcome.sealedAnew += 1;
  }
  return outcome;
}
