"use client";
// Rendered whole: from the server React may send parts of a large drawing later, hidden by an inline style that our policy refuses.
import { Table, Td, Th } from "@/components/ui/table";
import { formatCount } from "@/lib/core/numbers";
import { nightBracket, noonToNoon } from "@/lib/stages/fit/model/hours";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const [LEFT, TOP, CELL_WIDTH, CELL_HEIGHT, STEP_X, STEP_Y] = [38, 26, 19.5, 15.5, 21, 17] as const;
const SHADES = 12;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When an endpoint runs: hour of week in UTC, noon to noon, with the night's share as a bracket. */
export function HeatMap({ hoursOfWeek }: { hoursOfWeek: readonly number[] }) {
  const rows = noonToNoon(hoursOfWeek);
  const most = Math.max(1, ...hoursOfWeek);
  const bracket = nightBracket(hoursOfWeek);
  const percent = bracket ? Math.round(bracket.share * 100) : 0;
  const sentence = `${percent}% of calls between 22:00 and 06:00 UTC`;
  return (
    <figure>
      <svg
        viewBox="0 0 546 166"
        className="w-full"
        role="img"
        aria-label={`Calls by hour of week. ${sentence}.`}
      >
        <path d="M248 20V15H414.5V20" fill="none" strokeWidth="1.5" className="stroke-night-edge" />
        <text x="332" y="9" textAnchor="middle" className="fill-night-text text-column font-strong">
          {sentence}
        </text>
        {rows.map((row, day) => (
          <g key={DAYS[day]}>
            <text x="30" y={TOP + 12 + day * STEP_Y} textAnchor="end" className="fill-text-3 text-micro">
              {DAYS[day]}
            </text>
            {row.map((calls, column) => (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed grid, its column is its identity
                key={column}
                x={LEFT + column * STEP_X}
                y={TOP + day * STEP_Y}
                width={CELL_WIDTH}
                height={CELL_HEIGHT}
                rx="1"
                className={`heat heat-${Math.round((calls / most) * SHADES)}`}
              >
                <title>{`${DAYS[(day + (column >= 12 ? 1 : 0)) % 7]} ${String((12 + column) % 24).padStart(2, "0")}:00, ${formatCount(Math.round(calls))} calls`}</title>
              </rect>
            ))}
          </g>
        ))}
        {[12, 16, 20, 0, 4, 8].map((hour, index) => (
          <text key={hour} x={LEFT + index * 4 * STEP_X} y="159" className="fill-text-3 text-micro">
            {String(hour).padStart(2, "0")}
          </text>
        ))}
      </svg>
      <details className="mt-1 text-small text-text-3">
        <summary className="underlined w-fit">Show as table</summary>
        <Table caption="Calls by weekday and hour, UTC" className="mt-2 text-micro">
          <thead>
            <tr>
              <Th>Day</Th>
              {HOURS.map((hour) => (
                <Th key={hour} end className="px-1!">
                  {String(hour).padStart(2, "0")}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DAYS.map((name, day) => (
              <tr key={name}>
                <Th scope="row">{name}</Th>
                {HOURS.map((hour) => (
                  <Td key={hour} end className="px-1!">
                    {formatCount(Math.round(hoursOfWeek[day * 24 + hour] ?? 0))}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </figure>
  );
}
