import { authorise } from "@/lib/core/access";
import { type Context, inTransaction } from "@/lib/platform/context";
import { loadSettings, saveSettings } from "../store/settings";

/** Seals the channel's address anew when it was sealed with OFFPEAK_SECRET_PREVIOUS. */
export async function resealSlack(ctx: Context): Promise<{ sealedAnew: boolean }> {
  authorise(ctx.actor, "organisation.write");
  return inTransaction(ctx, async (ctx) => {
    const { slackSealed } = await loadSettings(ctx);
    const anew = slackSealed && ctx.seal.relock("slack", slackSealed);
    if (!anew) return { sealedAnew: false };
    await saveSettings(ctx, { slackSealed: anew });
    return { sealedAnew: true };
  });
}
