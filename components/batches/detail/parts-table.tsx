import { Table, Td, Th } from "@/components/ui/table";
import { formatNear } from "@/lib/core/instants";
import { formatBytes, formatWhole } from "@/lib/core/numbers";
import type { BatchPartView } from "@/lib/stages/batches/model/view";
import { StateTag } from "../state-tag";

/** The files that it was sent as; shown when there are several. */
export function PartsTable({ parts, now }: { parts: BatchPartView[]; now: Date }) {
  return (
    <section aria-labelledby="parts" className="mt-8">
      <h2 id="parts" className="text-h2">
        Sent as {parts.length} files
      </h2>
      <Table caption="Files that it was sent as">
        <thead>
          <tr>
            <Th>Part</Th>
            <Th>State</Th>
            <Th end>Requests</Th>
            <Th end>Size</Th>
            <Th>Sent</Th>
            <Th>Provider id</Th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.number} className="h-11">
              <Th scope="row" className="py-1 font-medium whitespace-nowrap">
                {part.number}
                {part.isCanary && <span className="font-normal text-text-3">, canary</span>}
              </Th>
              <Td className="py-1">
                <StateTag row={{ state: part.state, isAtRisk: false }} />
                {part.rawState && (
                  <div className="mono pt-0.5 text-text-3 [overflow-wrap:anywhere]">{part.rawState}</div>
                )}
                {part.reason && <div className="pt-0.5 text-small text-text-2">{part.reason.message}</div>}
              </Td>
              <Td end className="py-1">
                {formatWhole(part.requests)}
              </Td>
              <Td end className="py-1 whitespace-nowrap text-text-2">
                {formatBytes(part.bytes)}
              </Td>
              <Td className="py-1 whitespace-nowrap text-text-2">
                {part.submittedAt ? formatNear(part.submittedAt, now) : "–"}
              </Td>
              <Td className="mono py-1 [overflow-wrap:anywhere]">{part.providerBatchId ?? "–"}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
