import { formatClock, formatDuration, formatInstant } from "@/lib/core/instants";
import { hoursOf, nightsOf, placeOf } from "../clock/axis";

const percent = (value: number) => `${value}%`;
const HOUR = 3_600_000;

type WindowPreviewProps = {
  now: Date;
  hours: number;
  /** How long batches of this model take that begin at this hour; null: none has ended here yet. */
  usualSeconds: number | null;
};

/** Words stand in the bar where it is as long as they are. */
const ROOM = 34;

/** The window that would begin now, on the same clock as the list: nights shaded, deadline named. */
export function WindowPreview({ now, hours, usualSeconds }: WindowPreviewProps) {
  const start = now.getTime();
  const deadline = new Date(start + hours * HOUR);
  const span = hours * HOUR * 1.08;
  const axis = { from: start - span * 0.03, to: start + span, now: start };
  const [left, right] = [placeOf(axis, start), placeOf(axis, deadline)];
  const usual = usualSeconds === null ? null : Math.min(usualSeconds * 1000, hours * HOUR);
  const done = usual === null ? left : placeOf(axis, start + usual);
  const words = usual === null ? `${hours}-hour window` : `Usually done in ${formatDuration(usual)}`;
  const isInside = done - left > ROOM;
  return (
    <svg
      width="100%"
      height="62"
      role="img"
      aria-label={`Started now it has ${hours} hours, until ${formatInstant(deadline)}.${usual === null ? "" : ` ${words}.`}`}
      className="mt-4 block overflow-visible"
    >
      {nightsOf(axis).map((night) => (
        <rect
          key={night.from}
          x={percent(night.from)}
          y="12"
          width={percent(night.to - night.from)}
          height="26"
          className="fill-night-wash"
        />
      ))}
      <line x2="100%" y1="38.5" y2="38.5" className="stroke-line-2" />
      <rect
        x={percent(left)}
        y="18.5"
        width={percent(right - left)}
        height="15"
        rx="1"
        className="fill-night-tint stroke-night-edge/40"
      />
      {done > left && (
        <rect
          x={percent(left)}
          y="18"
          width={percent(done - left)}
          height="16"
          rx="1"
          className="fill-night"
        />
      )}
      <line x1={percent(left)} x2={percent(left)} y1="8" y2="44" strokeWidth="1.5" className="stroke-text" />
      <text
        x={percent(isInside ? left : done)}
        dx="8"
        y="30"
        className={`text-column font-strong ${isInside ? "fill-on-night" : "fill-night-text"}`}
      >
        {words}
      </text>
      <g className="fill-text-3 text-micro">
        <text x={percent(left)} y="55">
          {formatClock(now)}
        </text>
        {hoursOf(axis)
          .filter(({ at }) => at > left + 9 && at < right - 20)
          .map(({ at, label }) => (
            <text key={at} x={percent(at)} y="55" textAnchor="middle" className="max-md:hidden">
              {label}
            </text>
          ))}
        <text x={percent(right)} y="55" textAnchor="end">
          {formatClock(deadline)}, deadline
        </text>
      </g>
    </svg>
  );
}
