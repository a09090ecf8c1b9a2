import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";

/** The cell that names its row: it looks like the other cells, and is read with each of them. */
export function RowHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={cx(
        "px-2.5 py-[7px] text-left align-middle font-normal first:pl-0",
        className ?? "border-b border-line",
      )}
      {...rest}
    />
  );
}
