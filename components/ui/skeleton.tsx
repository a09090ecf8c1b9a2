import { cx } from "./class-names";

/** A grey bar in the place of a word; shown after 150 ms. Width by a class: `w-[72%]`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx("after-150 block h-2 rounded-[2px] bg-sel", className)} />;
}

const WIDTHS = ["w-[72%]", "w-[54%]", "w-[63%]", "w-[48%]", "w-[68%]"];

/** Rows in their real height. `row` is the height class of the table that comes. */
export function SkeletonRows({ rows = 8, row = "h-12" }: { rows?: number; row?: string }) {
  return (
    <div role="status">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
          key={index}
          className={cx("grid grid-cols-[3fr_2fr_2fr_1fr] items-center gap-6 border-b border-line", row)}
        >
          <Skeleton className={WIDTHS[index % WIDTHS.length] ?? "w-1/2"} />
          <Skeleton className="w-[60%]" />
          <Skeleton className="w-[80%]" />
          <Skeleton className="w-[60%]" />
        </div>
      ))}
    </div>
  );
}
