import { Download, Upload } from "lucide-react";
import Link from "next/link";
import { periodHref, periodTitle } from "@/components/period/choices";
import { PeriodPicker } from "@/components/period/period-picker";
import { ButtonLink, buttonClass, LINK } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import type { Role } from "@/lib/core/access";
import type { Standing } from "@/lib/stages/fit/model/standing";
import { type WaitShare, waitWords } from "@/lib/stages/questions/model/wait-share";
import type { Overview } from "@/lib/stages/spend/model/overview";
import { DailySpend } from "./daily-spend";
import { Funnel } from "./funnel";
import { LedgerBlock } from "./ledger-block";
import type { NextStep } from "./next-steps";
import { NextSteps } from "./next-steps-table";
import { ProviderSplit } from "./provider-split";
import { TopEndpoints } from "./top-endpoints";

type OverviewPageProps = {
  overview: Overview;
  /** Null while it cannot be told, such as for a chosen period. */
  standing: Standing | null;
  /** What may wait by the owners' word; null for who sees a part only. */
  waits: WaitShare | null;
  steps: NextStep[];
  /** Whose page it is. */
  viewer: Role;
  /** Null: "Mine", unless there is nothing. */
  show: "everyone" | "mine" | null;
  canImport: boolean;
  /** The page's own address after the `?`. */
  search: string;
};

/** In ten seconds: what the days cost, how much of it was batch, what to do. */
export function OverviewPage({
  overview,
  standing,
  waits,
  steps,
  viewer,
  show,
  canImport,
  search,
}: OverviewPageProps) {
  const { period, isDefault, lastDay, totals } = overview;
  const chosen = isDefault ? null : period;
  const answered = waits && waitWords(waits);
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
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-8 pt-2 pb-[22px] md:grid-cols-[252px_minmax(0,1fr)]">
          <LedgerBlock title={periodTitle(period)} totals={totals} standing={standing} />
          {standing ? (
            <Funnel
              funnel={standing.funnel}
              note={`${periodTitle(period)} at sync prices, so every step compares`}
            />
          ) : (
            <TopEndpoints overview={overview} />
          )}
        </div>
        {answered && (
          <p className="border-t border-line py-3.5 text-text-2">
            {answered}{" "}
            <Link href="/questions" className={LINK}>
              Owner answers
            </Link>
          </p>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-8 border-t border-line py-[22px] lg:grid-cols-[minmax(0,744fr)_minmax(0,356fr)]">
          <DailySpend days={overview.days} />
          <ProviderSplit providers={overview.providers} />
        </div>
        <NextSteps
          steps={steps}
          viewer={viewer}
          show={show}
          hrefs={{
            mine: periodHref("/", "steps=mine", chosen),
            everyone: periodHref("/", "steps=everyone", chosen),
          }}
        />
      </PageBody>
    </>
  );
}

function fact({ providers, endpoints }: Overview): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `${count(providers.length, "provider")}, ${count(endpoints, "endpoint")}`;
}
