import type { ReactNode } from "react";
import { formatDollars } from "@/lib/core/money";
import { formatShare, shareOf } from "@/lib/core/numbers";
import { shownSteps } from "@/lib/stages/fit/model/shown-steps";
import type { Assumption, ForecastView } from "@/lib/stages/fit/model/view";

type Props = { forecast: ForecastView; assumption: Assumption | null; change?: ReactNode };

/** What the forecast assumes, in words, with its range and source. `change` opens the form that changes it in place. */
export function AssumptionNote({ forecast, assumption, change }: Props) {
  const shown = shownSteps(forecast.steps);
  const saving = -(shown.discount + shown.fewerHits);
  const { hitRate, tail, fit } = forecast.assumed;
  const expected = hitRate ?? assumption?.expected ?? null;
  return (
    <div className="mt-2 text-small leading-[17px] text-text-2">
      <p>
        {assumption?.says}{" "}
        {shown.fewerHits > 0n && (
          <>
            Lost hits take back <b>{formatDollars(shown.fewerHits)}</b> of the{" "}
            {formatDollars(-shown.discount)}, so you save{" "}
          </>
        )}
        {shown.fewerHits <= 0n && "You would save "}
        <b className="text-night-text">{formatDollars(saving)}</b> (
        {formatShare(shareOf(saving < 0n ? 0n : saving, shown.sync), 1)}) a month, between{" "}
        {formatDollars(forecast.range.low)} and {formatDollars(forecast.range.high)}. {change}
      </p>
      <p className="mt-1 text-text-3">
        {expected !== null && `Cache hits inside a batch: ${formatShare(expected)} at most. `}
        {`Moved: ${formatShare(fit)} of what runs as sync, ${formatShare(tail)} of it late and sync after all. `}
        {forecast.flexSaving !== null &&
          `Flex would save ${formatDollars(forecast.flexSaving)}; staying saves nothing. `}
        {assumption && (
          <>
            {assumption.standing === "assumed"
              ? "Assumed: "
              : assumption.standing === "reported"
                ? "Reported: "
                : "Stated: "}
            {assumption.source.title}, read {assumption.source.read}.
          </>
        )}
      </p>
    </div>
  );
}
