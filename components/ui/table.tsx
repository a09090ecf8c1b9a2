import type { ComponentProps } from "react";
import { cx } from "./class-names";

/**
 * A real table in a box that scrolls sideways alone. `caption` names it for a screen reader.
 * Cells: `th`/`td` below; the first and last cell stand flush with the page.
 */
export function Table({
  caption,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { caption: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="relative overflow-x-auto">
      <table className={cx("w-full border-collapse", className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

type CellProps = { end?: boolean };

const HEADS = {
  column:
    "border-b border-line-2 px-2.5 pt-2 pb-[7px] align-bottom text-column font-medium whitespace-nowrap text-text-3",
  row: "border-b border-line px-2.5 py-[7px] align-middle text-body font-normal text-text",
};

/** A column's head; with `scope="row"` the cell that names its row, which looks like any other cell. */
export function Th({ end = false, className, scope = "col", ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={cx(
        scope === "row" ? HEADS.row : HEADS.column,
        "first:pl-0 last:pr-0",
        end ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ end = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cx(
        "border-b border-line px-2.5 py-[7px] align-middle first:pl-0 last:pr-0",
        end && "text-right",
        className,
      )}
      {...rest}
    />
  );
}

/** The row of totals: an ink rule above, nothing below. Put `totalCell` on its cells. */
export const totalCell = "border-t border-b-0 border-t-text font-semibold";
