"use client";
import { memo } from "react";
import { Bar, BarChart, CartesianGrid, ReferenceArea, XAxis, YAxis } from "recharts";
import type { BarCost } from "./day-cost";
import { axisLabels, heightOf, isWeekend, tickLabel, ticksFor } from "./scale";

export const LEFT = 34;
export const TOP = 10;
export const BASE = 174;
export const HEIGHT = 196;
const GAP = 1.5;

/** The highest line of the axis: what the full height stands for. */
export function topOf(bars: BarCost[]): number {
  return ticksFor(Math.max(...bars.map((bar) => heightOf(bar.sync) + heightOf(bar.batch)), 0)).at(-1) ?? 1;
}

/** Everything that stays while the cursor moves. */
export const Plot = memo(function Plot({ bars, width }: { bars: BarCost[]; width: number }) {
  const data = bars.map((bar) => ({ day: bar.from, sync: heightOf(bar.sync), batch: heightOf(bar.batch) }));
  const top = topOf(bars);
  const labels = new Map(
    axisLabels(bars, width - LEFT).map(({ index, text }) => [bars[index]?.from ?? "", text]),
  );
  return (
    <BarChart
      accessibilityLayer={false}
      width={width}
      height={HEIGHT}
      data={data}
      barCategoryGap={0}
      margin={{ top: TOP, right: 0, bottom: 0, left: 0 }}
      tabIndex={-1}
      aria-hidden="true"
      className="pointer-events-none [&_svg]:overflow-visible"
    >
      {bars.filter(isWeekend).map((bar) => (
        <ReferenceArea
          key={bar.from}
          x1={bar.from}
          x2={bar.from}
          fill="var(--sunk)"
          fillOpacity={1}
          zIndex={-200}
        />
      ))}
      <CartesianGrid vertical={false} horizontal={gridLine} />
      <XAxis
        dataKey="day"
        height={HEIGHT - BASE}
        ticks={[...labels.keys()]}
        interval={0}
        tick={(tick) => (
          <AxisText x={Number(tick.x)} y={191} anchor="middle" text={labels.get(tick.payload.value)} />
        )}
        tickLine={false}
        axisLine={false}
      />
      <YAxis
        width={LEFT}
        domain={[0, top]}
        ticks={ticksFor(top)}
        interval={0}
        tick={(tick) => (
          <AxisText
            x={26}
            y={Math.floor(Number(tick.y)) + 4}
            anchor="end"
            text={tickLabel(tick.payload.value)}
          />
        )}
        tickLine={false}
        axisLine={false}
      />
      <Bar dataKey="batch" stackId="day" animationDuration={180} shape={NightBar} />
      <Bar dataKey="sync" stackId="day" animationDuration={180} shape={DayBar} />
    </BarChart>
  );
});

type Line = { x1?: number | string; x2?: number | string; y1?: number | string };

/** A hairline that falls on the pixels; the lowest is the baseline. */
function gridLine({ x1, x2, y1, key }: Line & { key?: React.Key | null }) {
  const y = Math.floor(Number(y1)) + 0.5;
  const isBase = y > BASE;
  return <path key={key} d={`M${x1} ${y}H${x2}`} className={isBase ? "stroke-line-2" : "stroke-line"} />;
}

type Text = { x: number; y: number; anchor: "middle" | "end"; text: string | undefined };

function AxisText({ x, y, anchor, text }: Text) {
  return (
    <text x={x} y={y} textAnchor={anchor} className="fill-text-3 text-[11px]">
      {text}
    </text>
  );
}

type Mark = { x?: unknown; y?: unknown; width?: unknown; height?: unknown; payload?: { batch?: number } };

/** Its place within the band of the day: 3.5 px free on either side, less where days are narrow. */
function placed(mark: Mark) {
  const band = Number(mark.width);
  const inset = Math.min(3.5, band * 0.15);
  return {
    x: Number(mark.x) + inset,
    y: Number(mark.y),
    width: band - 2 * inset,
    height: Number(mark.height),
  };
}

function NightBar(mark: Mark) {
  const { x, y, width, height } = placed(mark);
  return height > 0 ? <rect x={x} y={y} width={width} height={height} className="fill-night" /> : null;
}

function DayBar(mark: Mark) {
  const { x, y, width, height } = placed(mark);
  const gap = (mark.payload?.batch ?? 0) > 0 ? GAP : 0;
  if (height <= gap) return null;
  return (
    <rect
      x={x + 0.5}
      y={y + 0.5}
      width={Math.max(width - 1, 0.5)}
      height={Math.max(height - gap - 0.5, 0.5)}
      className="fill-day stroke-day-edge"
    />
  );
}
