import { Table, Td, Th } from "@/components/ui/table";
import { formatPeriod } from "@/lib/core/period";
import type { RecordPeriod } from "@/lib/stages/ledger/model/records";
import { RULE_WORDS } from "./words";

/** Several sources may describe the same calls. This says for every provider's days which of them was counted, and why. */
export function SourceTable({ periods }: { periods: RecordPeriod[] }) {
  return (
    <Table caption="Which source counted, per provider and days (UTC)">
      <thead>
        <tr>
          <Th>Provider</Th>
          <Th>Days (UTC)</Th>
          <Th>Counted</Th>
          <Th>Rule</Th>
          <Th end>Did not add up</Th>
        </tr>
      </thead>
      <tbody>
        {periods.map((period) => (
          <tr key={`${period.provider} ${period.from}`}>
            <Td>{period.provider}</Td>
            <Td className="whitespace-nowrap">{formatPeriod(period)}</Td>
            <Td>{period.sources.map(({ name }) => name).join(", ") || "–"}</Td>
            <Td className="text-text-2">{RULE_WORDS[period.rule] ?? period.rule}</Td>
            <Td end>{period.findings === 0 ? "–" : <Findings count={period.findings} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A model, tier and token class of a day of which the gateway counted more than the provider billed. */
function Findings({ count }: { count: number }) {
  return (
    <span title="The gateway counted more than the provider: late data, another account, or two gateways">
      {count} {count === 1 ? "figure" : "figures"}
    </span>
  );
}
