"use client";
import type { KeyboardEvent, ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/class-names";
import type { ServerRow } from "./types";

const CELL = "border-b border-line";

type TableRowProps = {
  row: ServerRow;
  canSelect: boolean;
  isSelected: boolean;
  /** The one row that Tab reaches. */
  isStop: boolean;
  isMarked: boolean;
  onSelect(id: string, isRange: boolean): void;
  onStand(id: string): void;
  onKeyDown(event: KeyboardEvent<HTMLTableRowElement>, row: ServerRow): void;
  /** The cells right of the name. */
  children: ReactNode;
};

export function TableRow({ row, canSelect, isSelected, isStop, isMarked, ...props }: TableRowProps) {
  return (
    <>
      {row.before}
      <tr
        data-row={row.id}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => props.onStand(row.id)}
        onKeyDown={(event) => props.onKeyDown(event, row)}
        className={cx(
          "-outline-offset-2 hover:bg-sunk focus-within:bg-sunk",
          (isSelected || isMarked) && "bg-sunk",
          isMarked && "[&>:first-child]:shadow-[inset_2px_0_0_var(--text)]",
        )}
      >
        <td className={cx(CELL, "pl-1 max-md:hidden")}>
          {canSelect && row.canSelect && (
            <Checkbox
              aria-label={`Select ${row.label}`}
              tabIndex={-1}
              checked={isSelected}
              onChange={() => {}}
              onClick={(event) => props.onSelect(row.id, event.shiftKey)}
            />
          )}
        </td>
        <td className={cx(CELL, "pr-1.5 text-right text-text-3 max-md:hidden")}>{row.rank}</td>
        <th scope="row" className={cx(CELL, "h-[50px] px-1.5 text-left font-normal", row.isChild && "pl-7")}>
          {row.name}
        </th>
        {props.children}
      </tr>
    </>
  );
}
