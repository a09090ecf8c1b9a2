"use client";
import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/class-names";
import type { ServerColumn } from "./types";

const CELL =
  "border-b border-line-2 pt-2 pb-[7px] align-bottom text-column font-medium text-text-3 whitespace-nowrap";

export function HeadCell({ column, className }: { column: ServerColumn; className?: string }) {
  return (
    <th scope="col" aria-sort={column.sorted} className={cx(CELL, "px-1.5", column.className, className)}>
      {column.header}
    </th>
  );
}

type BoxProps = {
  canSelect: boolean;
  all: boolean;
  some: boolean;
  onChange(isOn: boolean): void;
};

export function HeadBox({ canSelect, all, some, onChange }: BoxProps) {
  return (
    <td className={cx(CELL, "w-[26px] pl-1 max-md:hidden")}>
      {canSelect && (
        <Checkbox
          aria-label="Select all rows"
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = some && !all;
          }}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
    </td>
  );
}

export function HeadRow({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}
