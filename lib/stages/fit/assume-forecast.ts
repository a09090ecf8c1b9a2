import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { refreshFit } from "./refresh-fit";
import { saveAssumption } from "./store";

const Percent = z
  .string()
  .trim()
  .regex(/^(\d{1,3}(\.\d{1,6})?)?$/, "A percentage from 0 to 100.")
  .refine((text) => text === "" || Number(text) <= 100, "A percentage from 0 to 100.")
  .transform((text) => (text === "" ? null : String(Number(text) / 100)));

/** Percentages as typed; empty means the rule's own assumption. */
export const AssumeForecast = z.object({
  endpoint: z.string().min(1),
  hitRate: Percent.default(null),
  tail: Percent.default(null),
  fit: Percent.default(null),
});
export type AssumeForecast = z.infer<typeof AssumeForecast>;

/** Changes what the forecast of one endpoint assumes; the figures on every page follow at once. */
export async function assumeForecast(ctx: Context, input: AssumeForecast): Promise<{ endpoint: string }> {
  authorise(ctx.actor, "endpoints.write");
  const endpoint = await findEndpoint(ctx, input.endpoint);
  await inTransaction(ctx, async (ctx) => {
    await saveAssumption(ctx, endpoint.id, { hitRate: input.hitRate, tail: input.tail, fit: input.fit });
    await audit(ctx, "forecast.assumed", endpoint.key, {
      hitRate: input.hitRate,
      tail: input.tail,
      fit: input.fit,
    });
  });
  await refreshFit(ctx);
  return { endpoint: endpoint.key };
}
