import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "../class-names";

export type TabItem = { href: string; label: ReactNode; count?: ReactNode; active: boolean };

/** Views of one page, each with its own address. `after` stands behind the last ("Save view"). */
export function TabLinks({ label, items, after }: { label: string; items: TabItem[]; after?: ReactNode }) {
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-b border-line">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.active ? "page" : undefined}
          className={cx(
            "flex items-center gap-1.5 border-b-[1.5px] pt-2 pb-[9px] whitespace-nowrap transition-colors -outline-offset-2",
            item.active
              ? "border-text font-strong text-text"
              : "border-transparent font-book text-text-2 hover:text-text",
          )}
        >
          {item.label}
          {item.count !== undefined && <span className="text-column text-text-3">{item.count}</span>}
        </Link>
      ))}
      {after}
    </nav>
  );
}
