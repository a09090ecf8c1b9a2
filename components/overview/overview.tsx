import { Download, Upload } from "lucide-react";
import { periodHref, periodTitle } from "@/components/period/choices";
import { PeriodPicker } from "@/components/period/period-picker";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import type { Role } from "@/lib/core/access";
import type { Overview } from "@/lib/stages/spend/model/overview";
import { DailySpend } from "./daily-spend";
import { LedgerBlock } from "./ledger-block";
import type { NextStep } from "./next-steps";
import { NextSteps } from "./next-steps-table";

type OverviewPageProps = {
  overview: Overview;
  steps: NextStep[];
  /** Whose page it is. */
  viewer: Role;
  show: "everyone" | "mine";
  canImport: boolean;
  /** The page's own address after the `?`. */
  search: string;
};

/** In ten seconds: what the days cost, how much of it was batch, what to do. */
export function OverviewPage({ overview, steps, viewer, show, canImport, search }: OverviewPageProps) {
  const { period, isDefault, lastDay, totals } = overview;
  const chosen = isDefault ? null : period;
  const exportSearch = new URLSearchParams({ groupBy: "day", from: period.from, to: period.to });
  return (
    <>
      <PageHeader
        title="Overview"
        fact={fact(overview)}
        actions={
          <>
            <PeriodPicker period={period} isDefault={isDefault} lastDay={lastDay} path="/" search={search} />
            {canImport && (
              <ButtonLink href="/imports">
                <Upload className="icon-s" />
                Import usage
              </ButtonLink>
            )}
            <a href={`/spend/csv?${exportSearch}`} className={buttonClass()} download>
              <Download className="icon-s" />
              <span className="max-md:sr-only">Export</span>
            </a>
          </>
        }
      />
      <PageBody>
        <div className="grid gap-x-8 gap-y-8 pt-2 pb-[22px] md:grid-cols-[252px_minmax(0,1fr)] max-lg:md:grid-cols-1">
          <LedgerBlock title={periodTitle(period)} totals={totals} />
          <DailySpend days={overview.days} />
        </div>
        <NextSteps
          steps={steps}
          viewer={viewer}
          show={show}
          hrefs={{ mine: periodHref("/", "", chosen), everyone: periodHref("/", "steps=everyone", chosen) }}
        />
      </PageBody>
    </>
  );
}

function fact({ providers, endpoints }: Overview): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `${count(providers, "provider")}, ${count(endpoints, "endpoint")}`;
}
