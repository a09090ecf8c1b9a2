import { AssumptionForm, VerdictForm } from "@/components/fit/change-forms";
import { WhatBatchWouldCost, WhenItRuns } from "@/components/fit/fit-sections";
import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { readFit } from "@/lib/stages/fit/read-fit";
import { assumeForecastAction, overrideVerdictAction } from "./actions";

/** What was measured of the endpoint, with the forms of those who may know better. */
export async function readFitSections(ctx: Context, key: string) {
  const fit = key === "unassigned" ? null : await readFit(ctx, key);
  if (!fit) return {};
  const mayChange = reachOf(ctx.actor.role, "endpoints.write") !== null;
  const { hitRate, tail, fit: share } = fit.forecast.assumed;
  const percent = (part: number | null) => (part === null ? "" : String(Number((part * 100).toFixed(4))));
  const assumed = { hitRate: percent(hitRate), tail: percent(tail), fit: percent(share) };
  const overridden = fit.history.find((word) => !word.withdrawn);
  return {
    runs: (
      <>
        <WhenItRuns fit={fit} />
        {overridden && (
          <p className="mt-2 text-small text-text-2">
            {overridden.by} set this verdict: {overridden.reason}.
          </p>
        )}
        {mayChange && (
          <VerdictForm endpoint={key} verdict={overridden?.verdict ?? ""} action={overrideVerdictAction} />
        )}
      </>
    ),
    cost: (
      <>
        <WhatBatchWouldCost fit={fit} />
        {mayChange && <AssumptionForm endpoint={key} assumed={assumed} action={assumeForecastAction} />}
      </>
    ),
  };
}
