import { Check, X } from "lucide-react";
import { Status } from "@/components/ui/badge";
import { formatDollars } from "@/lib/core/money";
import { formatBytes } from "@/lib/core/numbers";
import type { Import } from "@/lib/stages/imports/model/import";
import { rowsOf } from "./words";

/** What came in and what was left out, as one bar; the left-out part keeps a width that can be seen. */
export function ImportBar({ one, cost, took }: { one: Import; cost: bigint | null; took: string | null }) {
  const total = Number(one.rowsAccepted + one.rowsRejected);
  const share = total === 0 ? 0 : Number(one.rowsRejected) / total;
  const bad = one.rowsRejected === 0n ? 0 : Math.max(1, share * 100);
  return (
    <section aria-label="What was imported" className="border-b border-line pt-1 pb-5">
      <div className="mb-2 flex flex-wrap gap-x-4">
        <span className="mono text-text-2">{one.filename}</span>
        <span className="ml-auto text-small text-text-3">
          {formatBytes(one.bytesTotal)}
          {took && `, read in ${took}`}
        </span>
      </div>
      <svg width="100%" height="8" aria-hidden="true">
        <rect width={`${100 - bad - (bad ? 0.2 : 0)}%`} height="8" rx="1" className="fill-text-2" />
        {bad > 0 && <rect x={`${100 - bad}%`} width={`${bad}%`} height="8" rx="1" className="fill-bad" />}
      </svg>
      <div className="mt-2 flex flex-wrap justify-between gap-x-4 text-small">
        <Status tone="ok" icon={<Check className="icon-xs" />}>
          {rowsOf(one.rowsAccepted)}
          {cost !== null && `, ${formatDollars(cost)}`} imported
        </Status>
        {one.rowsRejected > 0n && (
          <Status tone="bad" icon={<X className="icon-xs" />}>
            {rowsOf(one.rowsRejected)} left out
          </Status>
        )}
      </div>
    </section>
  );
}
