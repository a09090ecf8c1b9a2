import { CursorRow, CursorRows } from "@/components/tables/cursor-rows";
import type { BatchRow } from "@/lib/stages/batches/model/view";
import { batchHref } from "../address";
import { type Axis, axisAt } from "../clock/axis";
import { ClockBands, ClockHead, ClockLegend, ClockRow } from "../clock/shared-clock";
import { lateBy } from "../clock/window";
import { StateTag } from "../state-tag";
import { CostCell, NameCell, RequestsCell, WindowCell } from "./batch-cells";
import { type BatchesView, type BatchSection, SECTION_TITLES } from "./view";

const HEAD =
  "border-b border-line-2 px-2.5 pt-2 pb-[7px] align-bottom text-column font-medium whitespace-nowrap text-text-3";
const CELL = "border-b border-line px-2.5 max-md:border-0 max-md:px-0";
const CLOCK = "relative p-0 max-[900px]:hidden";
/** On a phone a row is a grid of its own: name and state, requests, time left and cost. */
const ROW =
  "h-14 max-md:grid max-md:h-auto max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-1.5 max-md:border-b max-md:border-line max-md:py-3";

type BatchTableProps = Pick<BatchesView, "sections" | "asked"> & { now: Date };

/** Every row on one clock of 48 hours: what is going to be late stands out by itself. */
export function BatchTable({ sections, asked, now }: BatchTableProps) {
  const axis = axisAt(now);
  const rows = sections.flatMap((section) => section.rows);
  return (
    <CursorRows rows={rows.map(({ id }) => ({ id, href: batchHref(id) }))} initial={asked.row ?? null}>
      <table className="w-full border-collapse max-md:block md:table-fixed">
        <caption className="sr-only">Batches, those at risk first. Times are UTC.</caption>
        <Head axis={axis} />
        {sections.map((section) => (
          <Section key={section.id} {...{ section, axis, now }} />
        ))}
      </table>
      <ClockLegend
        shapes={{
          late: rows.some((row) => lateBy(row) !== null),
          pin: rows.some((row) => row.fallbackAt && !row.endedAt),
        }}
      />
    </CursorRows>
  );
}

function Head({ axis }: { axis: Axis }) {
  return (
    <thead className="max-md:sr-only">
      <tr>
        <th scope="col" className={`${HEAD} w-[222px] pl-2 max-[900px]:w-auto`}>
          Endpoint
          <br />
          <span className="font-normal">Batch, cost center</span>
        </th>
        <th scope="col" className={`${HEAD} w-[106px]`}>
          State
        </th>
        <th scope="col" className={`${HEAD} w-[172px]`}>
          Requests
        </th>
        <th scope="col" className={`border-b border-line-2 px-3 pb-0 align-bottom max-[900px]:hidden`}>
          <span className="sr-only">Window on a clock of 48 hours</span>
          <ClockHead axis={axis} />
        </th>
        <th scope="col" className={`${HEAD} w-[128px]`}>
          24-hour window
        </th>
        <th scope="col" className={`${HEAD} w-[88px] pr-1 text-right`}>
          Batch cost
          <br />
          <span className="font-normal">if sync</span>
        </th>
      </tr>
    </thead>
  );
}

type SectionProps = { section: BatchSection; axis: Axis; now: Date };

function Section({ section, axis, now }: SectionProps) {
  const { id, rows, count } = section;
  return (
    <tbody className="max-md:block">
      <tr className="h-10 max-md:block max-md:h-auto">
        <th
          scope="rowgroup"
          colSpan={3}
          className="border-b border-line-2 pt-3 pl-2 text-left font-normal max-md:block max-md:pb-1.5 max-md:pl-0"
        >
          <b>{SECTION_TITLES[id]}</b> {count !== null && <span className="text-text-3">{count}</span>}
        </th>
        <td className={`${CLOCK} border-b border-line-2`}>
          <div className="absolute inset-x-3 inset-y-0">
            <ClockBands axis={axis} />
          </div>
        </td>
        <td colSpan={2} className="border-b border-line-2 max-md:hidden" />
      </tr>
      {rows.map((row) => (
        <Row key={row.id} {...{ row, axis, now }} />
      ))}
    </tbody>
  );
}

function Row({ row, axis, now }: { row: BatchRow; axis: Axis; now: Date }) {
  return (
    <CursorRow id={row.id} href={batchHref(row.id)} className={ROW}>
      <th scope="row" className={`${CELL} py-1 pl-2 text-left font-normal max-md:py-0 max-md:pl-0`}>
        <NameCell row={row} />
      </th>
      <td className={`${CELL} max-md:justify-self-end`}>
        <StateTag row={row} />
      </td>
      <td className={CELL}>
        <RequestsCell row={row} />
      </td>
      <td className={`${CLOCK} border-b border-line`}>
        <div className="absolute inset-x-3 inset-y-0">
          <ClockRow row={row} axis={axis} />
        </div>
      </td>
      <td className={`${CELL} max-md:justify-self-end max-md:text-right`}>
        <WindowCell row={row} now={now} />
      </td>
      <td
        className={`${CELL} pr-1 text-right whitespace-nowrap max-md:col-span-2 max-md:flex max-md:items-baseline max-md:gap-2 max-md:text-left`}
      >
        <CostCell row={row} />
      </td>
    </CursorRow>
  );
}
