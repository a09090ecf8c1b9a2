"use client";
import { cx } from "@/components/ui/class-names";
import { formatDollars, roundParts } from "@/lib/core/money";
import type { BarCost } from "./day-cost";
import { BASE, HEIGHT, LEFT, TOP, topOf } from "./plot";
import { barName, heightOf } from "./scale";

const TIP_WIDTH = 142;
const TIP_GAP = 18;

type DayCursorProps = { bars: BarCost[]; at: number; width: number; dayWord: string };

/** A line down to the top of the bar, and the exact figures beside it; never over the bar it speaks of. */
export function DayCursor({ bars, at, width, dayWord }: DayCursorProps) {
  const bar = bars[at];
  if (!bar) return null;
  const band = (width - LEFT) / bars.length;
  const x = LEFT + band * (at + 0.5);
  const share = heightOf(bar.sync + bar.batch) / topOf(bars);
  const [sync, batch] = roundParts([bar.sync, bar.batch]);
  const fits = x + TIP_GAP + TIP_WIDTH <= width;
  const left = fits ? x + TIP_GAP : Math.max(x - TIP_GAP - TIP_WIDTH, 0);
  return (
    <>
      <svg
        width={width}
        height={HEIGHT}
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 overflow-visible"
      >
        <path d={`M${x} 6V${Math.max(BASE - share * (BASE - TOP) - 3.5, 8)}`} className="stroke-text" />
      </svg>
      <div
        aria-hidden="true"
        style={{ left }}
        className="pointer-events-none absolute -top-2 w-[142px] rounded-notice border border-line-2 bg-raised px-2.5 py-2 text-[12px] leading-[18px] shadow-2"
      >
        <div className="flex justify-between font-semibold">
          <span>{barName(bar)}</span>
          <span>{formatDollars(bar.sync + bar.batch)}</span>
        </div>
        <TipLine night={false} label={dayWord} amount={sync ?? 0n} />
        <TipLine night label="Batch" amount={batch ?? 0n} />
      </div>
    </>
  );
}

function TipLine({ night, label, amount }: { night: boolean; label: string; amount: bigint }) {
  return (
    <div className="flex items-center gap-2 text-text-2">
      <KeySquare night={night} />
      <span className="flex-1">{label}</span>
      {formatDollars(amount)}
    </div>
  );
}

/** The square of a legend. */
export function KeySquare({ night }: { night: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cx("size-2.5 rounded-[2px]", night ? "bg-night" : "bg-day inset-ring inset-ring-day-edge")}
    />
  );
}
