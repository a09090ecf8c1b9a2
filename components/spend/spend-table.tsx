"use client";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { ServerTable, type ServerTableProps } from "@/components/tables/server-table";
import { arranged, type ColumnId, readColumns } from "./columns";
import { KeysLegend } from "./keys-legend";
import type { SpendView } from "./view";

// Nothing is selected when the page opens: what can be done with a selection is fetched with the first.
const Dock = dynamic(() => import("./dock").then((module) => module.Dock), { ssr: false });

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
