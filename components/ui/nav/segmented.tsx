import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "../class-names";

const FRAME =
  "inline-flex h-[30px] max-w-full gap-px overflow-x-auto rounded-ctl border border-line-2 bg-sunk p-0.5 max-md:h-11";
const part = (on: boolean) =>
  cx(
    "flex items-center gap-[5px] rounded-chip px-2.5 text-control whitespace-nowrap transition-colors -outline-offset-2",
    on
      ? "bg-raised font-strong text-text shadow-[0_0_0_1px_var(--line-2),0_1px_2px_rgb(0_0_0/.06)]"
      : "font-book text-text-2 hover:text-text",
  );

/** One of a few, each with its own address (group by, theme of a list). */
export function SegmentedLinks({
  label,
  items,
}: {
  label: string;
  items: { href: string; label: ReactNode; active: boolean }[];
}) {
  return (
    <nav aria-label={label} className={FRAME}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.active ? "true" : undefined}
          className={part(item.active)}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

/** One of a few, kept by the caller. */
export function Segmented<Value extends string>({
  label,
  value,
  items,
  onChange,
}: {
  label: string;
  value: Value;
  items: { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className={FRAME}>
      <legend className="sr-only">{label}</legend>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          aria-pressed={item.value === value}
          onClick={() => onChange(item.value)}
          className={part(item.value === value)}
        >
          {item.label}
        </button>
      ))}
    </fieldset>
  );
}
