import Link from "next/link";
import { DayLegend } from "@/components/charts/day-legend";
import { PercentBar } from "@/components/charts/percent-bar";
import { SectionHead } from "@/components/ui/nav/page-header";
import { formatDollars } from "@/lib/core/money";
import { formatShare } from "@/lib/core/numbers";
import type { Overview } from "@/lib/stages/spend/model/overview";
import type { SpendRow } from "@/lib/stages/spend/model/page";

/** Whom to ask first: the ten that pay most of the bill, drawn on one scale. */
export function TopEndpoints({ overview }: { overview: Overview }) {
  const { top, endpoints, totals, period, isDefault } = overview;
  const max = top[0]?.cost ?? 0n;
  const hasOther = totals.costOther !== null && totals.costOther !== 0n;
  const days = isDefault ? "" : `?${new URLSearchParams(period)}`;
  return (
    <section>
      <SectionHead
        title="Where the dollars go"
        note={answer(top, endpoints)}
        aside={<DayLegend dayWord={hasOther ? "Sync and other" : "Sync"} />}
      />
      <ol className="flex flex-col">
        {top.map((row) => (
          <li key={row.key} className="border-b border-line last:border-b-0">
            <Link
              prefetch={false}
              href={row.key === "unassigned" ? `/spend?endpoint=unassigned` : `/spend/${row.key}${days}`}
              className="grid h-[25px] grid-cols-[18px_minmax(0,200px)_minmax(40px,1fr)_64px_36px] items-center gap-2.5 -outline-offset-2 hover:bg-sunk max-md:h-11 max-md:grid-cols-[18px_minmax(0,1fr)_minmax(32px,80px)_60px]"
            >
              <span className="text-right text-column text-text-3">{row.rank}</span>
              <span className="truncate font-medium">{row.label}</span>
              <PercentBar
                sync={(row.costSync ?? 0n) + (row.costOther ?? 0n)}
                batch={row.costBatch ?? 0n}
                max={max}
              />
              <span className="text-right font-semibold">{formatDollars(row.cost)}</span>
              <span className="text-right text-small text-text-3 max-md:hidden">
                {formatShare(row.cumulativeShare)}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

function answer(top: SpendRow[], endpoints: number): string {
  const share = top.at(-1)?.cumulativeShare ?? null;
  if (top.length === 0 || share === null) return "Nothing was billed in these days";
  if (endpoints <= top.length) return "All of the bill, the last column adding up";
  return `The top ${top.length} of ${endpoints} pay ${formatShare(share, 1)} of the bill`;
}
