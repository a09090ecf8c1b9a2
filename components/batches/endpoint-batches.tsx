import Link from "next/link";
import { LINK } from "@/components/ui/button";
import { Dollars } from "@/components/ui/money";
import { Section } from "@/components/ui/nav/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInstant } from "@/lib/core/instants";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchRow } from "@/lib/stages/batches/model/view";
import { batchHref, hrefOf } from "./address";
import { StateTag } from "./state-tag";
import { progressOf, windowWords } from "./words";

type EndpointBatchesProps = {
  rows: BatchRow[];
  hasMore: boolean;
  endpoint: string;
  now: Date;
  /** Where a new one is made; null for who may not. */
  newHref: string | null;
};

/** The latest batches of one endpoint. */
export function EndpointBatches({ rows, hasMore, endpoint, now, newHref }: EndpointBatchesProps) {
  if (rows.length === 0 && !newHref) return null;
  return (
    <Section
      title="Batches"
      note={rows.length === 0 ? "none yet" : undefined}
      aside={
        <span className="flex gap-4">
          {hasMore && (
            <Link href={hrefOf({ endpoint })} className={LINK}>
              All of them
            </Link>
          )}
          {newHref && (
            <Link href={newHref} className={LINK}>
              New batch
            </Link>
          )}
        </span>
      }
    >
      {rows.length > 0 && <BatchesTable rows={rows} now={now} />}
    </Section>
  );
}

function BatchesTable({ rows, now }: { rows: BatchRow[]; now: Date }) {
  return (
    <Table caption="Batches of this endpoint">
      <thead>
        <tr>
          <Th>Batch</Th>
          <Th>Started</Th>
          <Th>State</Th>
          <Th end>Requests</Th>
          <Th end>Done</Th>
          <Th end>Failed</Th>
          <Th>Window</Th>
          <Th end>Batch cost</Th>
          <Th end>Sync cost</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { cost } = row;
          const isOver = row.group === "finished";
          const progress = row.group === "waiting" ? null : progressOf(row);
          return (
            <tr key={row.id} className="h-10">
              <Th scope="row" className="py-1">
                <Link href={batchHref(row.id)} className="mono whitespace-nowrap hover:underline">
                  {row.id}
                </Link>
              </Th>
              <Td className="py-1 whitespace-nowrap text-text-2">
                {row.startedAt ? formatInstant(row.startedAt) : "–"}
              </Td>
              <Td className="py-1">
                <StateTag row={row} />
              </Td>
              <Td end className="py-1">
                {formatWhole(row.requests.total)}
              </Td>
              <Td end className="py-1">
                {progress ? formatWhole(progress.succeeded) : "–"}
              </Td>
              <Td end className={progress && progress.failed > 0 ? "py-1 text-bad" : "py-1 text-text-2"}>
                {progress ? formatWhole(progress.failed) : "–"}
              </Td>
              <Td className="py-1 text-small whitespace-nowrap text-text-2">{windowWords(row, now).main}</Td>
              <Td end className="py-1 text-night-text">
                <Dollars value={isOver ? cost.settled : cost.estimate} fine />
              </Td>
              <Td end className="py-1 text-text-2">
                <Dollars value={isOver ? cost.syncEquivalent : cost.estimateSync} fine />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
