import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { listRecordDays } from "@/lib/stages/ledger/list-record-days";
import { foldRecordDays } from "@/lib/stages/ledger/model/records";
import { defaultPeriod } from "@/lib/stages/spend/default-period";

/** Which source counted when, in the period that pages show first. */
export async function loadSources(ctx: Context) {
  const period = await defaultPeriod(ctx);
  return {
    period,
    periods: period ? foldRecordDays(await listRecordDays(ctx, period)) : [],
    mayChoose: reachOf(ctx.actor.role, "attribution.write") !== null,
  };
}
