import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { providerName } from "@/components/ui/provider-mark";
import { formatDay } from "@/lib/core/period";
import { type Grouping, UNASSIGNED } from "@/lib/core/values";
import type { SpendRow } from "@/lib/stages/spend/model/page";

/** A group by the name that people use for it. */
export function groupName(groupBy: Grouping, row: Pick<SpendRow, "key" | "label">): string {
  if (row.key === UNASSIGNED) return row.label;
  if (groupBy === "provider") return providerName(row.key);
  return groupBy === "day" ? formatDay(row.key) : row.label;
}

/** The second line of a row: whose it is. */
export function ownerLine(row: SpendRow): string {
  const owner = row.ownerName ?? row.owner ?? (row.owners > 1 ? `${row.owners} owners` : null);
  return [owner, row.team].filter(Boolean).join(", ");
}

type NameCellProps = {
  name: string;
  line: string;
  href: string;
  /** Opens or closes the endpoints of a group. */
  toggle?: { href: string; isOpen: boolean } | undefined;
};

export function NameCell({ name, line, href, toggle }: NameCellProps) {
  const Chevron = toggle?.isOpen ? ChevronDown : ChevronRight;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {toggle && (
        <Link
          href={toggle.href}
          scroll={false}
          prefetch={false}
          tabIndex={-1}
          aria-expanded={toggle.isOpen}
          aria-label={`${toggle.isOpen ? "Close" : "Open"} ${name}`}
          className="-ml-1 grid size-6 flex-none place-items-center rounded-ctl text-text-3 hover:bg-sel hover:text-text"
        >
          <Chevron className="icon-s" />
        </Link>
      )}
      <span className="min-w-0">
        <Link href={href} prefetch={false} title={name} className="block truncate font-medium">
          {name}
        </Link>
        <span className="block truncate text-small text-text-3">{line || "–"}</span>
      </span>
    </span>
  );
}
