import type { Bracket } from "@/lib/stages/fit/model/hours";

const STEP = 13;
const HEIGHT = 48;
/** 22:00 to 06:00 on an axis that begins at noon. */
const NIGHT = { from: 10 * STEP, to: 18 * STEP - 2 };

/** Calls by hour, noon to noon so that the night is one block. */
export function RunHours({ hours, night }: { hours: number[]; night: Bracket | null }) {
  const most = Math.max(...hours, 1);
  const peak = (hours.indexOf(Math.max(...hours)) + 12) % 24;
  const share = night && Math.round(night.share * 100);
  return (
    <figure>
      <figcaption className="mt-[18px] mb-2 text-small font-medium">When it runs</figcaption>
      <svg
        viewBox="0 0 312 78"
        className="h-auto w-full"
        role="img"
        aria-label={`Calls by hour in UTC, the most at ${String(peak).padStart(2, "0")}:00`}
      >
        <path d={`M${NIGHT.from} 4.5H${NIGHT.to}`} className="stroke-night-edge" strokeWidth="1.5" />
        <path d={`M${NIGHT.from} 4v5M${NIGHT.to} 4v5`} className="stroke-night-edge" strokeWidth="1.5" />
        {hours.map((calls, index) => {
          const height = Math.max(calls === 0 ? 0 : 2, (calls / most) * (HEIGHT - 10));
          const x = index * STEP + 0.5;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
              key={index}
              x={x}
              y={52 - height}
              width="9"
              height={height}
              className="fill-day stroke-day-edge"
              strokeWidth="1"
            />
          );
        })}
        <path d="M0 52.5H312" className="stroke-line-2" />
        <g className="fill-text-3 text-micro">
          <text x="0" y="68">
            12:00
          </text>
          <text x={NIGHT.from} y="68" textAnchor="middle">
            22:00
          </text>
          <text x={NIGHT.to + 2} y="68" textAnchor="middle">
            06:00
          </text>
          <text x="310" y="68" textAnchor="end">
            noon
          </text>
        </g>
      </svg>
      {share !== null && (
        <p className="mt-0.5 text-small text-text-2">{share}% of calls run between 22:00 and 06:00 UTC.</p>
      )}
    </figure>
  );
}
