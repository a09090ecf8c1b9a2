import { ownerScope } from "@/lib/core/access";
import type { Picodollars } from "@/lib/core/money";
import type { Answer, Stage, Verdict } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { updateSummary } from "./store/fill";

/** What a later stage knows of an endpoint. A field that is left out stays as it is; null empties it. */
export type SummaryFill = {
  key: string;
  verdict?: Verdict | null;
  score?: number | null;
  fitReasons?: string[] | null;
  answer?: Answer | null;
  forecastSaving?: Picodollars | null;
  realisedSaving?: Picodollars | null;
  stage?: Stage | null;
};

/**
 * Later stages push what Spend shows of theirs, so that the table filters and sorts by it without knowing them. The verb
 * that calls it has asked who may change its own thing; here an owner reaches their own endpoints alone.
 */
export async function fillSummary(ctx: Context, fills: SummaryFill[]): Promise<void> {
  const owner = ownerScope(ctx.actor, "spend.read");
  await updateSummary(ctx, fills, owner);
}
