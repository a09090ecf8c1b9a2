"use client";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { formatDollars } from "@/lib/core/money";
import type { BarCost, DailyChartProps } from "./day-cost";
import { DayCursor } from "./day-cursor";
import { LEFT, Plot } from "./plot";
import { barName, barsOf } from "./scale";

/**
 * Batch at the baseline, sync on top. The plot is one control: arrow keys and the pointer move a day cursor, Enter or a
 * press opens that day.
 */
export function DailyBars({ label, days, dayWord, dayHref }: DailyChartProps) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const width = useWidth(box);
  const bars = useMemo(() => barsOf(days), [days]);
  const last = bars.length - 1;
  const here = at === null ? undefined : bars[at];
  const open = (bar: BarCost | undefined) => {
    if (bar) router.push(dayHref.replace("{from}", bar.from).replace("{to}", bar.to));
  };
  const pointed = (clientX: number): number | null => {
    const frame = box.current?.getBoundingClientRect();
    if (!frame || clientX < frame.left + LEFT) return null;
    const index = Math.floor(((clientX - frame.left - LEFT) / (frame.width - LEFT)) * bars.length);
    return Math.min(Math.max(index, 0), last);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = { ArrowRight: (at ?? -1) + 1, ArrowLeft: (at ?? last + 1) - 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined) setAt(Math.min(Math.max(next, 0), last));
    else if (event.key === "Enter") open(here);
    else if (event.key === "Escape") setAt(null);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={bars.length}
      aria-valuenow={(at ?? last) + 1}
      aria-valuetext={sentence(here ?? bars[last], dayWord)}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => setAt(pointed(event.clientX))}
      onPointerLeave={() => setAt(null)}
      onBlur={() => setAt(null)}
      onClick={(event) => open(bars[pointed(event.clientX) ?? -1])}
      className="relative h-[196px] cursor-pointer"
    >
      {width > 0 && <Plot bars={bars} width={width} />}
      {here && at !== null && <DayCursor bars={bars} at={at} width={width} dayWord={dayWord} />}
    </div>
  );
}

function sentence(bar: BarCost | undefined, dayWord: string): string | undefined {
  if (!bar) return undefined;
  const total = formatDollars(bar.sync + bar.batch);
  return `${barName(bar)}: ${total}, ${dayWord.toLowerCase()} ${formatDollars(bar.sync)}, batch ${formatDollars(bar.batch)}`;
}

function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
