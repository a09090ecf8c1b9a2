import { ArrowRight } from "lucide-react";
import type { Mapping } from "@/lib/core/format";
import { labelOfTarget } from "@/lib/stages/imports/model/suggest";

/** Which column of the file was taken for what; only where a person has chosen. */
export function ColumnList({ mapping }: { mapping: Mapping | null }) {
  if (!mapping) return null;
  return (
    <section aria-label="Columns" className="pt-[22px]">
      <h2 className="mb-1.5 text-h2">Columns</h2>
      <ul>
        {Object.entries(mapping.columns).map(([target, column]) => (
          <li
            key={target}
            className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-center gap-1 border-b border-line py-[5px] text-text-2"
          >
            <span className="mono truncate text-small text-text">{column}</span>
            <ArrowRight className="icon-xs" />
            <span>{labelOfTarget(target)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
