import { formatClock, formatInstant } from "@/lib/core/instants";
import { dayOf, formatWeekday } from "@/lib/core/period";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { axisOf, hoursOf, nightsOf, placeOf } from "../clock/axis";
import { windowSentence, windowShape } from "../clock/window";

const percent = (value: number) => `${value}%`;
const short = (at: Date) => `${formatWeekday(dayOf(at)).slice(0, 3)} ${formatClock(at)}`;

/** The window of this batch alone, from its start to its deadline. */
export function WindowBar({ batch, now }: { batch: BatchDetail; now: Date }) {
  const { startedAt, deadlineAt, endedAt } = batch;
  if (!startedAt) return null;
  const axis = axisOf(startedAt, [deadlineAt, endedAt, endedAt ? null : now], now);
  const { elapsed, left, late, end, pin } = windowShape(batch, axis);
  const isOver = endedAt !== null;
  const hand = endedAt ?? now;
  const at = placeOf(axis, hand);
  const anchor = at < 8 ? "start" : at > 92 ? "end" : "middle";
  return (
    <svg
      width="100%"
      height="76"
      role="img"
      aria-label={`${windowSentence(batch, now)}${batch.eta && !isOver ? ` Expected finish ${formatInstant(batch.eta)}.` : ""}`}
      className="block overflow-visible"
    >
      {nightsOf(axis).map((night) => (
        <rect
          key={night.from}
          x={percent(night.from)}
          y="22"
          width={percent(night.to - night.from)}
          height="26"
          className="fill-night-wash"
        />
      ))}
      {left && (
        <rect
          x={percent(left.from)}
          y="27.5"
          width={percent(left.to - left.from)}
          height="15"
          rx="1"
          className="fill-night-tint stroke-night-edge/35"
        />
      )}
      {elapsed && (
        <rect
          x={percent(elapsed.from)}
          y="27"
          width={percent(elapsed.to - elapsed.from)}
          height="16"
          rx="1"
          className="fill-night"
        />
      )}
      {late && (
        <line
          x1={percent(late.from)}
          x2="100%"
          y1="35"
          y2="35"
          strokeWidth="1.5"
          strokeDasharray="2 2"
          className="stroke-bad"
        />
      )}
      {pin !== null && batch.fallbackAt && (
        <Pin at={pin} words={`${formatClock(batch.fallbackAt)}, rest runs as sync`} />
      )}
      <svg x={percent(at)} overflow="visible" aria-hidden="true">
        <path d="M0 18V52" strokeWidth="1.5" className={MARKS[end?.mark ?? "now"]} />
        <text y="12" textAnchor={anchor} className="fill-text text-small font-semibold">
          {isOver ? `Ended, ${formatClock(hand)}` : `Now, ${formatClock(hand)}`}
        </text>
      </svg>
      <g className="fill-text-3 text-micro">
        <text y="64">{short(startedAt)}</text>
        {hoursOf(axis).map((hour) => (
          <text key={hour.at} x={percent(hour.at)} y="64" textAnchor="middle" className="max-md:hidden">
            {hour.label}
          </text>
        ))}
      </g>
      {deadlineAt && (
        <text x="100%" y="64" textAnchor="end" className="fill-text text-micro font-strong">
          Deadline, {short(deadlineAt)}
        </text>
      )}
    </svg>
  );
}

const MARKS = { now: "stroke-text", done: "stroke-ok", lost: "stroke-bad", stopped: "stroke-text-2" };

function Pin({ at, words }: { at: number; words: string }) {
  return (
    <svg x={percent(at)} overflow="visible" aria-hidden="true">
      <path d="M0 18V48" strokeWidth="2" className="stroke-day-edge" />
      <circle cy="16" r="4" className="fill-day stroke-day-edge" />
      <text x="-10" y="18" textAnchor="end" className="fill-day-text text-small font-strong">
        {words}
      </text>
    </svg>
  );
}
