import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { VERDICTS } from "@/lib/core/values";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { refreshFit } from "./refresh-fit";
import { saveVerdictOverride, withdrawOverrides } from "./store";

export const OverrideVerdict = z.object({
  endpoint: z.string().min(1),
  /** Empty: back to what was measured. */
  verdict: z.enum(VERDICTS).or(z.literal("")),
  reason: z.string().trim().max(36, "Keep it to 36 characters: it is shown in the row."),
});
export type OverrideVerdict = z.infer<typeof OverrideVerdict>;

/** A manager who knows better says so, with a reason; verdict and forecast follow. Every earlier word is kept. */
export async function overrideVerdict(ctx: Context, input: OverrideVerdict): Promise<{ endpoint: string }> {
  authorise(ctx.actor, "endpoints.write");
  const endpoint = await findEndpoint(ctx, input.endpoint);
  await inTransaction(ctx, async (ctx) => {
    await withdrawOverrides(ctx, endpoint.id);
    if (input.verdict)
      await saveVerdictOverride(ctx, endpoint.id, input.verdict, input.reason || "Set by a manager");
    await audit(ctx, "verdict.overridden", endpoint.key, { verdict: input.verdict || "measured" });
  });
  await refreshFit(ctx);
  return { endpoint: endpoint.key };
}
