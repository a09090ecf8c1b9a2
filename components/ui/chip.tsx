import { Plus, X } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";

const SHAPE =
  "inline-flex h-[26px] items-center gap-[5px] rounded-ctl border px-[9px] text-small whitespace-nowrap transition-colors max-md:h-11";
export const chipClass = {
  empty: cx(SHAPE, "border-dashed border-line-2 text-text-2 hover:border-ctl-line hover:text-text"),
  set: cx(SHAPE, "border-line-2 bg-bg text-text"),
};

/** A filter that can be added: "+ Provider". A button, usually a menu's trigger. */
export function AddChip({ children, className, type = "button", ...rest }: ComponentProps<"button">) {
  return (
    <button type={type} className={cx(chipClass.empty, className)} {...rest}>
      <Plus className="icon-xs" />
      {children}
    </button>
  );
}

/** A filter that is on: "Spend **over $250** ×". `removeHref` is the page without it. */
export function FilterChip({
  name,
  value,
  removeHref,
}: {
  name: string;
  value: ReactNode;
  removeHref: string;
}) {
  return (
    <span className={cx(chipClass.set, "pr-0")}>
      {name} <b className="font-strong">{value}</b>
      <Link
        href={removeHref}
        scroll={false}
        aria-label={`Remove the filter ${name}`}
        className="grid h-full w-6 place-items-center rounded-ctl text-text-2 hover:text-text max-md:w-11"
      >
        <X className="icon-xs" />
      </Link>
    </span>
  );
}
