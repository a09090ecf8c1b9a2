import { Table, Td, Th, totalCell } from "@/components/ui/table";
import { formatDollars, roundParts } from "@/lib/core/money";
import { formatWeekday } from "@/lib/core/period";
import type { DayCost } from "./day-cost";
import { partsOf } from "./parts-of";

/** The chart in figures, for whoever cannot or would not read bars. It opens without scripts. */
export function DayTable({ caption, days, dayWord }: { caption: string; days: DayCost[]; dayWord: string }) {
  const [sync, batch] = roundParts([
    days.reduce((sum, day) => sum + day.sync, 0n),
    days.reduce((sum, day) => sum + day.batch, 0n),
  ]);
  const syncs = partsOf(
    days.map((day) => day.sync),
    sync ?? 0n,
  );
  const batches = partsOf(
    days.map((day) => day.batch),
    batch ?? 0n,
  );
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
              <Th end>{dayWord}</Th>
              <Th end>Batch</Th>
              <Th end>Together</Th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day }, index) => (
              <DayRow key={day} day={day} sync={syncs[index] ?? 0n} batch={batches[index] ?? 0n} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <Th scope="row" className={totalCell}>
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
  return (
    <tr>
      <Th scope="row" className="py-1.5">
        {formatWeekday(day)}
      </Th>
      <Td end className="py-1.5">
        {formatDollars(sync)}
      </Td>
      <Td end className="py-1.5 text-night-text">
        {formatDollars(batch)}
      </Td>
      <Td end className="py-1.5">
        {formatDollars(sync + batch)}
      </Td>
    </tr>
  );
}
