import type { ReactNode } from "react";
import { SectionHead } from "@/components/ui/nav/page-header";
import { formatCount } from "@/lib/core/numbers";
import { THRESHOLDS } from "@/lib/stages/fit/model/evidence";
import type { FitView } from "@/lib/stages/fit/model/view";
import { AssumptionNote } from "./assumption-note";
import { EvidencePanel } from "./evidence-panel";
import { HeatMap } from "./heat-map";
import { Waterfall } from "./waterfall";

/** When it runs and what that says of waiting. */
export function WhenItRuns({ fit, aside }: { fit: FitView; aside?: ReactNode }) {
  const { evidence } = fit;
  return (
    <section id="fit" className="min-w-0 scroll-mt-4">
      <SectionHead
        title="When it runs"
        note={`${formatCount(Math.round(evidence.calls))} calls, UTC, noon to noon`}
        aside={aside}
      />
      {evidence.rows > 0 ? (
        <HeatMap hoursOfWeek={evidence.hoursOfWeek} />
      ) : (
        <p className="text-text-2">Only a source's own sums were imported: no hour of any call is known.</p>
      )}
      <EvidencePanel
        lines={fit.lines}
        decided={fit.decided}
        judged={{
          score: fit.score,
          confidence: fit.confidence,
          calls: evidence.calls,
          leastCalls: THRESHOLDS.leastCalls,
        }}
      />
    </section>
  );
}

const MISSING: Record<string, string> = {
  "no-batch-price": "No batch price is known for a part of it; that part is taken to stay as it is.",
  "no-sync-price": "No list price is known for a part of it; that part is taken to stay as it is.",
  "no-cost": "What a part of it costs is not known; it is in no figure here.",
};

/** From the list price without cache to what batch would cost, in bars that sum to the dollar shown. */
export function WhatBatchWouldCost({ fit, change }: { fit: FitView; change?: ReactNode }) {
  const { forecast, assumptions } = fit;
  const [leading] = assumptions;
  const isDearer = forecast.saving < 0n;
  return (
    <section className="min-w-0">
      <SectionHead title="What batch would cost" note={noteOf(leading?.rule)} />
      <Waterfall steps={forecast.steps} />
      {isDearer && (
        <p className="mt-2 font-medium text-bad">
          Batch would cost more than sync here: the cache is worth more than the discount.
        </p>
      )}
      <AssumptionNote forecast={forecast} assumption={leading ?? null} change={change} />
      {forecast.missing.map((gap) => (
        <p key={gap} className="mt-1 text-small text-text-2">
          {MISSING[gap] ?? gap}
        </p>
      ))}
    </section>
  );
}

function noteOf(rule: string | undefined): string {
  if (rule === "compound") return "One month; cache and batch both apply";
  if (rule === "cache-wins") return "One month; the cache price wins over batch";
  if (rule === "lost" || rule === "none") return "One month; a batch gives the cache discount back";
  return "One month";
}
