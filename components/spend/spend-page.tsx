import { Download } from "lucide-react";
import { periodHref } from "@/components/period/choices";
import { PeriodPicker } from "@/components/period/period-picker";
import { buttonClass } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatPeriod, shiftPeriod } from "@/lib/core/period";
import { ColumnChooser } from "./column-chooser";
import { NoMatch } from "./empty/no-match";
import { FilterBar, GROUPS, groupingHref } from "./filters/filter-bar";
import { KeysLegend } from "./keys-legend";
import { amountsOf } from "./rows/amounts";
import { tableFoot } from "./rows/table-foot";
import { tableRows } from "./rows/table-rows";
import { SoftNavigation, WhilePending } from "./soft-navigation";
import { SpendTable } from "./spend-table";
import { nameColumn, RANK, tableColumns } from "./table-columns";
import type { SpendView } from "./view";
import { ViewTabs } from "./view-tabs";

/** Ranked spend: what costs the most, down the rows, and how soon it makes up the bill. */
export function SpendPageView({ view }: { view: SpendView }) {
  const { page, search } = view;
  const { period, isDefault, lastDay } = page;
  const { available } = tableColumns(view);
  const exported = new URLSearchParams(search);
  for (const name of ["row", "expanded", "menu", "words", "show", "columns", "cursor", "limit"])
    exported.delete(name);
  return (
    <SoftNavigation>
      <PageHeader
        dense
        title="Spend"
        fact={isDefault ? "The 30 days that end on the last day with usage" : undefined}
        actions={
          <>
            <PeriodPicker {...{ period, isDefault, search }} lastDay={lastDay ?? period.to} path="/spend" />
            <ColumnChooser available={available} />
            <a href={`/spend/csv?${exported}`} className={buttonClass()} download>
              <Download className="icon-s" />
              CSV
            </a>
          </>
        }
      />
      <PageBody dense>
        <ViewTabs view={view} />
        <FilterBar view={view} />
        <div className="relative">
          {page.rows.length > 0 ? (
            <Rows view={view} />
          ) : (
            <>
              <NoMatch page={page} search={search} />
              <KeysLegend hrefs={keyHrefs(view)} onGo={null} onSelect={null} />
            </>
          )}
          <WhilePending>
            <div className="absolute inset-x-0 top-10 bottom-0 bg-bg after-150">
              <SkeletonRows rows={10} row="h-[50px]" />
            </div>
          </WhilePending>
        </div>
      </PageBody>
    </SoftNavigation>
  );
}

function Rows({ view }: { view: SpendView }) {
  const { page, look, actions } = view;
  const amounts = amountsOf(page, look.showAll);
  const { available, columns } = tableColumns(view);
  const isEndpoint = page.query.groupBy === "endpoint";
  return (
    <SpendTable
      caption={`Spend of ${formatPeriod(page.period)}, ranked`}
      rank={RANK}
      name={nameColumn(view)}
      columns={columns}
      available={available}
      rows={tableRows(view, amounts)}
      foot={tableFoot(view, amounts)}
      cursor={look.row}
      canSelect={isEndpoint}
      cents={amounts.cents}
      assign={actions.assignOwner}
      ask={actions.askOwners}
      hrefs={keyHrefs(view)}
    />
  );
}

/** Where `[`, `]` and `B` lead. */
function keyHrefs({ page, search }: SpendView) {
  const at = GROUPS.findIndex(({ value }) => value === page.query.groupBy);
  const days = (direction: -1 | 1) => periodHref("/spend", search, shiftPeriod(page.period, direction));
  return {
    before: days(-1),
    after: days(1),
    group: groupingHref(search, GROUPS[(at + 1) % GROUPS.length]?.value ?? "endpoint"),
  };
}
