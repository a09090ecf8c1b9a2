import { Table, Td, Th } from "@/components/ui/table";
import { formatWhole } from "@/lib/core/numbers";
import type { PreflightReport } from "@/lib/stages/batches/model/preflight";

/** The first lines that are no JSON, with the place where reading stopped. */
export function BrokenLines({ broken }: { broken: PreflightReport["broken"] }) {
  if (broken.length === 0) return null;
  return (
    <details open className="mt-4">
      <summary className="underlined w-max text-small text-text-2 decoration-line-2">
        {broken.length === 1 ? "The line" : `The first ${broken.length} lines`} that cannot be read
      </summary>
      <Table caption="Lines that cannot be read">
        <thead>
          <tr>
            <Th end className="w-20">
              Line
            </Th>
            <Th end className="w-20">
              Position
            </Th>
            <Th>What is wrong</Th>
          </tr>
        </thead>
        <tbody>
          {broken.map(({ line, column, message }) => (
            <tr key={line}>
              <Th scope="row" end className="py-1">
                {formatWhole(line)}
              </Th>
              <Td end className="py-1 text-text-2">
                {column === null ? "–" : formatWhole(column)}
              </Td>
              <Td className="py-1 [overflow-wrap:anywhere]">{message}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
