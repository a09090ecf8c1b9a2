import { Table, Td, Th, totalCell } from "@/components/ui/table";
import { formatDollars, roundParts } from "@/lib/core/money";
import { formatWeekday } from "@/lib/core/period";
import type { DayCost } from "./day-cost";

/** The chart in figures, for whoever cannot or would not read bars. It opens without scripts. */
export function DayTable({ caption, days }: { caption: string; days: DayCost[] }) {
  const [sync, batch] = roundParts([
    days.reduce((sum, day) => sum + day.sync, 0n),
    days.reduce((sum, day) => sum + day.batch, 0n),
  ]);
  return (
    <details className="mt-1">
      <summary className="underlined inline-block list-none py-1 text-small text-text-2 decoration-line-2 hover:text-text [&::-webkit-details-marker]:hidden">
        Show as table
      </summary>
      <div className="mt-2 max-w-[520px]">
        <Table caption={caption}>
          <thead>
            <tr>
              <Th>Day</Th>
              <Th end>Sync</Th>
              <Th end>Batch</Th>
              <Th end>Together</Th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <DayRow key={day.day} {...day} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <Th scope="row" className="border-t border-b-0 border-t-text text-body text-text">
                {days.length} days
              </Th>
              <Td end className={totalCell}>
                {formatDollars(sync ?? 0n)}
              </Td>
              <Td end className={totalCell}>
                {formatDollars(batch ?? 0n)}
              </Td>
              <Td end className={totalCell}>
                {formatDollars((sync ?? 0n) + (batch ?? 0n))}
              </Td>
            </tr>
          </tfoot>
        </Table>
      </div>
    </details>
  );
}

function DayRow({ day, sync, batch }: DayCost) {
  const [shownSync, shownBatch] = roundParts([sync, batch]);
  return (
    <tr>
      <Th scope="row" className="border-line py-1.5 text-body font-normal text-text">
        {formatWeekday(day)}
      </Th>
      <Td end className="py-1.5">
        {formatDollars(shownSync ?? 0n)}
      </Td>
      <Td end className="py-1.5 text-night-text">
        {formatDollars(shownBatch ?? 0n)}
      </Td>
      <Td end className="py-1.5">
        {formatDollars((shownSync ?? 0n) + (shownBatch ?? 0n))}
      </Td>
    </tr>
  );
}
