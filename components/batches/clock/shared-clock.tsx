import type { ReactNode } from "react";
import { formatClock } from "@/lib/core/instants";
import { type Axis, nightsOf, placeOf, ticksOf } from "./axis";
import { type Timed, type WindowShape, windowSentence, windowShape } from "./window";

const percent = (value: number) => `${value}%`;

/** Nights and now, as tall as the row: one drawing that runs down the whole table. */
function Bands({ axis, children }: { axis: Axis; children?: ReactNode }) {
  return (
    <>
      {nightsOf(axis).map((night) => (
        <rect
          key={night.from}
          x={percent(night.from)}
          width={percent(night.to - night.from)}
          height="100%"
          className="fill-night-wash"
        />
      ))}
      {children}
      <svg x={percent(placeOf(axis, axis.now))} overflow="visible" aria-hidden="true">
        <line y1="0" x2="0" y2="100%" className="stroke-text" />
      </svg>
    </>
  );
}

const FILL = "absolute inset-0 size-full overflow-visible";

/** The words of the axis, with now on it. Decoration: every row says its own window. */
export function ClockHead({ axis }: { axis: Axis }) {
  const now = percent(placeOf(axis, axis.now));
  return (
    <div className="@container">
      <svg width="100%" height="32" aria-hidden="true" className="block overflow-visible">
        {nightsOf(axis).map((night) => (
          <rect
            key={night.from}
            x={percent(night.from)}
            y="20"
            width={percent(night.to - night.from)}
            height="12"
            className="fill-night-wash"
          />
        ))}
        <g className="fill-text-3 text-micro">
          {ticksOf(axis).map((tick) => (
            <text
              key={tick.at}
              x={percent(tick.at)}
              y="16"
              textAnchor={tick.isFirst ? "start" : "middle"}
              className={tick.isFirst ? undefined : "@max-[320px]:hidden"}
            >
              {tick.label}
            </text>
          ))}
        </g>
        <svg x={now} overflow="visible" aria-hidden="true">
          <rect x="-25" y="2" width="50" height="18" rx="4" className="fill-ink" />
          <text y="15" textAnchor="middle" className="fill-on-ink text-micro font-strong">
            {formatClock(new Date(axis.now))}
          </text>
          <path d="M0 20V32" className="stroke-text" />
        </svg>
      </svg>
    </div>
  );
}

/** Where a row has no window: the bands go on. */
export function ClockBands({ axis }: { axis: Axis }) {
  return (
    <svg aria-hidden="true" className={FILL}>
      <Bands axis={axis} />
    </svg>
  );
}

/** One window on the shared axis. */
export function ClockRow({ row, axis }: { row: Timed; axis: Axis }) {
  const shape = windowShape(row, axis);
  return (
    <svg role="img" aria-label={windowSentence(row, new Date(axis.now))} className={FILL}>
      <Bands axis={axis}>
        <svg y="50%" width="100%" overflow="visible" aria-hidden="true">
          <Bar shape={shape} />
        </svg>
      </Bands>
    </svg>
  );
}

/** Drawn around its own middle, 14 pixels tall. */
function Bar({ shape }: { shape: WindowShape }) {
  const { elapsed, left, planned, end, late, pin } = shape;
  return (
    <>
      {left && (
        <rect
          x={percent(left.from)}
          y="-6.5"
          width={percent(left.to - left.from)}
          height="13"
          rx="1"
          className="fill-night-tint stroke-night-edge/35"
        />
      )}
      {planned && (
        <rect
          x={percent(planned.from)}
          y="-6.5"
          width={percent(planned.to - planned.from)}
          height="13"
          rx="1"
          strokeDasharray="3 2"
          className="fill-none stroke-night-edge/70"
        />
      )}
      {elapsed && (
        <rect
          x={percent(elapsed.from)}
          y="-7"
          width={percent(elapsed.to - elapsed.from)}
          height="14"
          rx="1"
          className="fill-night"
        />
      )}
      {pin !== null && <Pin at={pin} />}
      {late && (
        <>
          <line
            x1={percent(late.from)}
            x2={percent(late.to)}
            strokeWidth="1.5"
            strokeDasharray="2 2"
            className="stroke-bad"
          />
          <At place={late.to}>
            <path d="M-1 -3.5l5 3.5l-5 3.5z" className="fill-bad" />
          </At>
        </>
      )}
      {end && <At place={end.at}>{MARKS[end.mark]}</At>}
    </>
  );
}

/** Drawn in pixels, at a place in percent. */
function At({ place, children }: { place: number; children: ReactNode }) {
  return (
    <svg x={percent(place)} overflow="visible" aria-hidden="true">
      {children}
    </svg>
  );
}

function Pin({ at }: { at: number }) {
  return (
    <At place={at}>
      <path d="M0 -10v20" strokeWidth="2" className="stroke-day-edge" />
      <circle cy="-12" r="3" className="fill-day stroke-day-edge" />
    </At>
  );
}

const MARKS = {
  done: <path d="M4 0l3 3 5-6" fill="none" strokeWidth="1.8" className="stroke-ok" />,
  lost: <path d="M4 -4l8 8m0-8l-8 8" fill="none" strokeWidth="1.8" className="stroke-bad" />,
  stopped: <path d="M6 -5v10" fill="none" strokeWidth="1.8" className="stroke-text-2" />,
};

const SWATCH = "h-2.5 w-3.5 rounded-mark";

/** What the marks mean; only those that are on the page beside the usual ones. */
export function ClockLegend({ shapes }: { shapes: { late: boolean; pin: boolean } }) {
  return (
    <ul className="flex flex-wrap gap-x-[18px] gap-y-1.5 pt-3.5 text-small text-text-2 max-[900px]:hidden">
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-mark bg-night forced-colors:border" /> Elapsed
      </li>
      <li className="flex items-center gap-1.5">
        <span
          className={`${SWATCH} bg-night-tint inset-ring inset-ring-night-edge/35 forced-colors:border`}
        />
        Left until the deadline
      </li>
      {shapes.pin && (
        <li className="flex items-center gap-1.5">
          <svg width="8" height="16" viewBox="-4 -14 8 26" aria-hidden="true">
            <path d="M0 -10v20" strokeWidth="2" className="stroke-day-edge" />
            <circle cy="-11" r="3" className="fill-day stroke-day-edge" />
          </svg>
          Rest runs as sync
        </li>
      )}
      {shapes.late && (
        <li className="flex items-center gap-1.5">
          <svg width="22" height="8" viewBox="0 -4 22 8" aria-hidden="true">
            <path d="M0 0h16" strokeWidth="1.5" strokeDasharray="2 2" className="stroke-bad" />
            <path d="M15 -3.5l5 3.5l-5 3.5z" className="fill-bad" />
          </svg>
          Expected finish, if late
        </li>
      )}
      <li className="flex items-center gap-1.5">
        <span className={`${SWATCH} bg-night-wash inset-ring inset-ring-line`} />
        Night, 22:00 to 06:00 UTC
      </li>
    </ul>
  );
}
