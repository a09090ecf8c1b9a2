import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { Dollars } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes, formatWhole } from "@/lib/core/numbers";
import { formatPeriod } from "@/lib/core/period";
import type { CostKind } from "@/lib/core/values";
import type { Import } from "@/lib/stages/imports/model/import";
import { ImportTag } from "./status-words";

export type ListedImport = {
  one: Import;
  formatLabel: string;
  cost: bigint | null;
  costKind: CostKind;
  duplicates: bigint;
};

/** Every import, the latest first, with what of it stands. */
export function ImportList({ imports }: { imports: readonly ListedImport[] }) {
  if (imports.length === 0)
    return (
      <EmptyState title="No file was imported yet.">Usage appears in Spend as soon as one is.</EmptyState>
    );
  return (
    <Table caption="Imports">
      <thead>
        <tr>
          <Th>File</Th>
          <Th>State</Th>
          <Th>Period</Th>
          <Th end>Rows in</Th>
          <Th end>Left out</Th>
          <Th end>Already there</Th>
          <Th end>Cost</Th>
          <Th>Received</Th>
        </tr>
      </thead>
      <tbody>
        {imports.map(({ one, formatLabel, cost, costKind, duplicates }) => (
          <tr key={one.id}>
            <Td>
              <Link href={`/imports/${one.id}`} className="font-medium hover:underline">
                {one.filename}
              </Link>
              <div className="text-small text-text-3">
                {formatLabel}
                {one.sourceName && one.sourceName !== one.format && `, ${one.sourceName}`}
              </div>
            </Td>
            <Td>
              <ImportTag status={one.status} />
              {one.status === "running" && (
                <div className="text-small text-text-3">
                  {formatBytes(one.bytesRead)} of {formatBytes(one.bytesTotal)}
                </div>
              )}
            </Td>
            <Td className="whitespace-nowrap text-text-2">
              {one.periodFrom && one.periodTo
                ? formatPeriod({ from: one.periodFrom, to: one.periodTo })
                : "–"}
            </Td>
            <Td end>{formatWhole(one.rowsAccepted)}</Td>
            <Td end className={one.rowsRejected > 0n ? "text-bad" : "text-text-3"}>
              {formatWhole(one.rowsRejected)}
            </Td>
            <Td end className="text-text-3">
              {formatWhole(duplicates)}
            </Td>
            <Td end>
              <span className="font-semibold">
                <Dollars value={one.status === "done" ? cost : null} />
              </span>
              <div className="text-small text-text-3">{costKind}</div>
            </Td>
            <Td className="whitespace-nowrap text-text-2">
              {one.receivedAt.toISOString().slice(0, 16).replace("T", " ")}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
