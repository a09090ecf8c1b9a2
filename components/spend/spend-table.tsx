"use client";
import { useSearchParams } from "next/navigation";
import { ServerTable, type ServerTableProps } from "@/components/tables/server-table";
import { arranged, type ColumnId, readColumns } from "./columns";
import { Dock } from "./dock";
import { KeysLegend } from "./keys-legend";
import type { SpendView } from "./view";

type SpendTableProps = Omit<ServerTableProps, "shown"> & {
  available: ColumnId[];
  cents: boolean;
  hrefs: { before: string; after: string; group: string };
  assign: SpendView["actions"]["assignOwner"];
  ask: SpendView["actions"]["askOwners"];
};

/** The leaf that makes the rows move: cursor, selection, columns. */
export function SpendTable({ available, cents, hrefs, assign, ask, ...table }: SpendTableProps) {
  const { shown } = arranged(readColumns(useSearchParams().getAll("columns")), available);
  return (
    <ServerTable
      {...table}
      shown={shown}
      legend={({ go, select }) => (
        <KeysLegend hrefs={hrefs} onGo={go} onSelect={table.canSelect ? select : null} />
      )}
      dock={(selected, clear) => (
        <Dock selected={selected} cents={cents} assign={assign} ask={ask} onClear={clear} />
      )}
    />
  );
}
