import { RowHead } from "@/components/tables/row-head";
import { Table, Td, Th, totalCell } from "@/components/ui/table";
import { DOLLAR, roundParts } from "@/lib/core/money";
import { formatCount, formatShare } from "@/lib/core/numbers";
import type { EndpointDetail } from "@/lib/stages/spend/model/endpoint";
import { allInputOf, cacheHitsOf } from "@/lib/stages/spend/model/page";
import { money } from "../rows/amounts";

/** What it is made of, down to the total that stands above. */
export function Parts({ detail: { parts, row } }: { detail: EndpointDetail }) {
  const total = row?.cost ?? null;
  const cents = (total ?? 0n) < 1000n * DOLLAR;
  const unit = cents ? DOLLAR / 100n : DOLLAR;
  const rounded = roundParts(
    parts.map(({ cost }) => cost ?? 0n),
    unit,
  );
  return (
    <Table caption="Models and jobs">
      <thead>
        <tr>
          <Th>Model</Th>
          <Th>Job</Th>
          <Th end>Spend</Th>
          <Th end>In</Th>
          <Th end>Out</Th>
          <Th end>Cache</Th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part, index) => (
          <tr key={`${part.provider} ${part.model} ${part.job}`}>
            <RowHead>{part.model ?? "Unknown"}</RowHead>
            <Td className="text-text-2">{part.job ?? "–"}</Td>
            <Td end className="font-medium">
              {money(part.cost === null ? null : (rounded[index] ?? 0n), cents)}
            </Td>
            <Td end className="text-text-2">
              {formatCount(allInputOf(part))}
            </Td>
            <Td end className="text-text-2">
              {formatCount(part.outputTokens)}
            </Td>
            <Td end className="text-text-2">
              {formatShare(cacheHitsOf(part))}
            </Td>
          </tr>
        ))}
      </tbody>
      {row && (
        <tfoot>
          <tr>
            <RowHead className={totalCell}>Total</RowHead>
            <Td className={totalCell} />
            <Td end className={totalCell}>
              {money(total, cents)}
            </Td>
            <Td end className={totalCell}>
              {formatCount(allInputOf(row))}
            </Td>
            <Td end className={totalCell}>
              {formatCount(row.outputTokens)}
            </Td>
            <Td end className={totalCell}>
              {formatShare(cacheHitsOf(row))}
            </Td>
          </tr>
        </tfoot>
      )}
    </Table>
  );
}
