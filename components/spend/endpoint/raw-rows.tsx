import Link from "next/link";
import { RowHead } from "@/components/tables/row-head";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/nav/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import { divideRounded, type Picodollars, toDecimal } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import { dayOf, formatDay } from "@/lib/core/period";
import type { RawRow, RawRows } from "@/lib/stages/spend/model/raw-rows";

type RawRowsProps = { raw: RawRows | null; hrefs: { open: string; first: string; next: string | null } };

/** The rows of the files themselves. They are read from the kept files, so only when somebody asks. */
export function RawRowsSection({ raw, hrefs }: RawRowsProps) {
  const note = raw
    ? "Latest first, as the files had them; times are UTC"
    : "Every figure above is a sum of rows that were imported";
  return (
    <Section title="Rows behind these figures" note={note}>
      {!raw ? (
        <ButtonLink href={hrefs.open} scroll={false} prefetch={false}>
          Show the rows
        </ButtonLink>
      ) : raw.rows.length === 0 ? (
        <EmptyState title="No kept file has a row of these days." />
      ) : (
        <Found raw={raw} hrefs={hrefs} />
      )}
    </Section>
  );
}

function Found({ raw, hrefs }: { raw: RawRows; hrefs: RawRowsProps["hrefs"] }) {
  return (
    <>
      <Table caption="Imported rows">
        <thead>
          <tr>
            <Th>Time</Th>
            <Th>Model</Th>
            <Th>Job</Th>
            <Th>Tier</Th>
            <Th end>Requests</Th>
            <Th end>Fresh in</Th>
            <Th end>Cached</Th>
            <Th end>Out</Th>
            <Th end>Cost</Th>
            <Th>Its id, file</Th>
          </tr>
        </thead>
        <tbody>
          {raw.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file may be alike to the last cell
            <Row key={`${row.importId} ${row.key ?? ""} ${raw.offset + index}`} row={row} />
          ))}
        </tbody>
      </Table>
      <p className="flex gap-4 pt-3 text-small text-text-2">
        <span>
          Rows {formatWhole(raw.offset + 1)} to {formatWhole(raw.offset + raw.rows.length)}
        </span>
        {raw.offset > 0 && (
          <Link href={hrefs.first} scroll={false} prefetch={false} className="underlined">
            First
          </Link>
        )}
        {hrefs.next && (
          <Link href={hrefs.next} scroll={false} prefetch={false} className="underlined">
            Next
          </Link>
        )}
      </p>
    </>
  );
}

function Row({ row }: { row: RawRow }) {
  const day = formatDay(dayOf(row.at));
  return (
    <tr>
      <RowHead className="border-b border-line whitespace-nowrap">
        {row.wholeDay ? day : `${day}, ${row.at.toISOString().slice(11, 19)}`}
      </RowHead>
      <Td>{row.model ?? "–"}</Td>
      <Td className="text-text-2">{row.job ?? "–"}</Td>
      <Td className="text-text-2">{row.tier}</Td>
      <Td end>{count(row.requests)}</Td>
      <Td end>{count(row.freshInput)}</Td>
      <Td end>{count(row.cachedInput)}</Td>
      <Td end>{count(row.output)}</Td>
      <Td end className="whitespace-nowrap">
        {row.cost !== null ? exact(row.cost) : row.listCost !== null ? `${exact(row.listCost)} list` : "–"}
      </Td>
      <Td className="max-w-[220px]">
        <span className="mono block truncate text-small" title={row.key ?? undefined}>
          {row.key ?? "no id"}
        </span>
        <Link
          href={`/imports/${row.importId}`}
          prefetch={false}
          className="block truncate text-small text-text-3"
        >
          {row.filename ?? row.importId}
        </Link>
      </Td>
    </tr>
  );
}

function count(value: bigint | null): string {
  return value === null ? "–" : formatWhole(value);
}

/** A single call costs parts of a cent: six decimals, and no more zeros than a reader needs. */
function exact(value: Picodollars): string {
  const micro = 1_000_000n;
  return `$${toDecimal(divideRounded(value, micro) * micro)}`;
}
