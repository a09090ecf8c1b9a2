import type { Context } from "@/lib/platform/context";
import { repriceLedger } from "@/lib/stages/ledger/reprice-ledger";
import { pricesOf } from "@/lib/stages/prices/override-price";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { refreshFit } from "./refresh-fit";

/**
 * Everything that is derived from the ledger, in its order: list costs where prices changed, the ranking, evidence and
 * forecast. Called by the worker after any change; safe to run twice.
 */
export async function refreshFigures(ctx: Context): Promise<void> {
  await repriceLedger({ ...ctx, catalogue: await pricesOf(ctx) });
  await refreshSummary(ctx);
  await refreshFit(ctx);
}
