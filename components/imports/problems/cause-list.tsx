import Link from "next/link";
import { cx } from "@/components/ui/class-names";
import { formatWhole } from "@/lib/core/numbers";
import type { ProblemGroup } from "@/lib/stages/imports/model/problems";

type Props = {
  importId: string;
  groups: readonly ProblemGroup[];
  chosen: { code?: string; column?: string };
};

/** What is wrong, by cause; each opens its rows. */
export function CauseList({ importId, groups, chosen }: Props) {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const causes = groups.map((group) => ({
    href: `/imports/${importId}?${new URLSearchParams({ code: group.code, column: group.column ?? "" })}`,
    label: group.column ? `${group.message}, ${group.column}` : group.message,
    count: group.count,
    isOn: group.code === chosen.code && (group.column ?? "") === (chosen.column ?? ""),
  }));
  const all = { href: `/imports/${importId}`, label: "All", count: total, isOn: chosen.code === undefined };
  return (
    <nav aria-label="Problems">
      <h2 className="mb-1.5 text-h2">Problems</h2>
      {[all, ...causes].map(({ href, label, count, isOn }) => (
        <Link
          key={href}
          href={href}
          aria-current={isOn ? "true" : undefined}
          className={cx(
            "-mx-2 flex min-h-[30px] items-center justify-between gap-3 rounded-ctl px-2 py-1",
            isOn ? "bg-sel font-medium text-text" : "text-text-2 hover:text-text",
          )}
        >
          <span>{label}</span>
          <span>{formatWhole(count)}</span>
        </Link>
      ))}
    </nav>
  );
}
