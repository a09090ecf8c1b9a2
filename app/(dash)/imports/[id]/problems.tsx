import { MoreLink } from "@/components/imports/more-link";
import { CauseList } from "@/components/imports/problems/cause-list";
import { ColumnList } from "@/components/imports/problems/column-list";
import { FixForm } from "@/components/imports/problems/fix-form";
import { ProblemRows } from "@/components/imports/problems/problem-rows";
import { formatWhole } from "@/lib/core/numbers";
import { fixAction } from "../actions";
import { type ImportSearch, PROBLEMS_A_PAGE, type Shown } from "./load";

type Props = { shown: Shown; mayWrite: boolean; search: ImportSearch };

/** Screen 10b: bad rows by cause, each with its line, to be put right, skipped or left for later. */
export function Problems({ shown, mayWrite, search }: Props) {
  const { seen, problems, from } = shown;
  const { import: one } = seen;
  const groups = one.problemGroups;
  const [first] = problems.rows;
  const groupOf = (code?: string, column?: string | null) =>
    groups.find((group) => group.code === code && (group.column ?? "") === (column ?? ""));
  const cause = search.code === undefined ? undefined : groupOf(search.code, search.column);
  const table = (
    <ProblemRows
      rows={problems.rows}
      alike={groupOf(first?.code, first?.column)?.count ?? 1}
      mayFix={mayWrite}
    />
  );
  const last = from + problems.rows.length;
  const query = new URLSearchParams({
    ...(search.code !== undefined && { code: search.code, column: search.column ?? "" }),
    from: String(from + PROBLEMS_A_PAGE),
  });
  return (
    <div className="grid gap-x-10 gap-y-6 pt-[18px] lg:grid-cols-[216px_minmax(0,1fr)]">
      <aside>
        <CauseList importId={one.id} groups={groups} chosen={search} />
        <ColumnList mapping={one.mapping} />
      </aside>
      <div className="min-w-0">
        {shown.isFixing && (
          <p role="status" className="pb-3 font-medium">
            The rows you put right are being read.
          </p>
        )}
        {mayWrite ? (
          <FixForm importId={one.id} cause={cause ?? null} fix={fixAction}>
            {table}
          </FixForm>
        ) : (
          table
        )}
        <p className="pt-3 text-small text-text-3">
          Showing {formatWhole(from + 1)} to {formatWhole(last)} of {formatWhole(problems.total)}. Everything
          that was read correctly is already in; you can fix the rest later.
        </p>
        <MoreLink href={last < problems.total ? `/imports/${one.id}?${query}` : null}>Show more</MoreLink>
      </div>
    </div>
  );
}
