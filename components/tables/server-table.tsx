"use client";
import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef } from "react";
import { cx } from "@/components/ui/class-names";
import { HeadBox, HeadCell, HeadRow } from "./table-head";
import { TableRow } from "./table-row";
import type { ServerColumn, ServerFoot, ServerRow } from "./types";
import { useRowCursor } from "./use-row-cursor";
import { useSelection } from "./use-selection";

// Only what is used is registered: the rest of the library stays out of the bundle.
const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, rowSelectionFeature });
const helper = createColumnHelper<typeof features, ServerRow>();

export type ServerTableProps = {
  caption: string;
  rank: ServerColumn;
  name: ServerColumn;
  /** All that exist; `shown` says which of them, in which order. */
  columns: ServerColumn[];
  shown: string[];
  rows: ServerRow[];
  foot: ServerFoot[];
  /** The row that the address stands on. */
  cursor: string | null;
  canSelect: boolean;
};

type Around = {
  /** Stands under the table, given what the keys do. */
  legend(keys: { go(step: number): void; select(): void }): ReactNode;
  /** Floats over the page while rows are selected. */
  dock(selected: ServerRow[], clear: () => void): ReactNode;
};

/** A table over rows that the server ranked and drew. TanStack Table keeps order, visibility and selection. */
export function ServerTable(props: ServerTableProps & Around) {
  const { rows, columns, shown, canSelect } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const { chosen, setChosen, select, selectAll, clear } = useSelection(rows);
  const cursor = useRowCursor({ rows, body, initial: props.cursor, onSelect: select, onEscape: clear });
  const table = useTable({
    features,
    columns: useMemo(() => defined(columns), [columns]),
    data: rows,
    getRowId: (row) => row.id,
    enableRowSelection: (row) => row.original.canSelect,
    onRowSelectionChange: setChosen,
    state: {
      rowSelection: chosen,
      columnOrder: shown,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)])),
    },
  });
  const known = new Map(columns.map((column) => [column.id, column]));
  const visible = table.getVisibleLeafColumns().flatMap(({ id }) => known.get(id) ?? []);
  const selected = rows.filter((row) => chosen[row.id]);
  return (
    <>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{props.caption}</caption>
        <HeadRow>
          <HeadBox
            canSelect={canSelect}
            all={table.getIsAllRowsSelected()}
            some={selected.length > 0}
            onChange={selectAll}
          />
          <HeadCell column={props.rank} className="max-md:hidden" />
          <HeadCell column={props.name} />
          {visible.map((column) => (
            <HeadCell key={column.id} column={column} />
          ))}
        </HeadRow>
        <tbody ref={body}>
          {table.getRowModel().rows.map((row) => (
            <TableRow
              key={row.id}
              row={row.original}
              canSelect={canSelect}
              isSelected={row.getIsSelected()}
              isStop={row.id === cursor.current?.id}
              isMarked={row.id === cursor.marked}
              onSelect={select}
              onStand={cursor.stand}
              onKeyDown={cursor.onKeyDown}
            >
              {row.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  className={cx("border-b border-line px-1.5", known.get(cell.column.id)?.className)}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </TableRow>
          ))}
        </tbody>
        <Foot rows={props.foot} columns={visible} />
      </table>
      {props.legend({ go: cursor.go, select: () => cursor.current && select(cursor.current.id, false) })}
      {selected.length > 0 && props.dock(selected, clear)}
    </>
  );
}

function defined(columns: ServerColumn[]) {
  return columns.map(({ id, header }) =>
    helper.display({ id, header: () => header, cell: ({ row }) => row.original.cells[id] ?? null }),
  );
}

function Foot({ rows, columns }: { rows: ServerFoot[]; columns: ServerColumn[] }) {
  return (
    <tfoot>
      {rows.map((row) => (
        <tr key={row.id} className={row.className}>
          <td className="max-md:hidden" />
          <td className="max-md:hidden" />
          <th scope="row" className="px-1.5 text-left">
            {row.name}
          </th>
          {columns.map((column) => (
            <td key={column.id} className={cx("px-1.5", column.className)}>
              {row.cells[column.id]}
            </td>
          ))}
        </tr>
      ))}
    </tfoot>
  );
}
