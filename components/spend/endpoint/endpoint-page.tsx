import type { ReactNode } from "react";
import { DailyChart } from "@/components/charts/daily-chart";
import { DayLegend } from "@/components/charts/day-legend";
import { DayTable } from "@/components/charts/day-table";
import { VerdictTag } from "@/components/fit/verdict-tag";
import { PeriodPicker } from "@/components/period/period-picker";
import { cx } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader, Section, SectionHead } from "@/components/ui/nav/page-header";
import { type Day, daysOf, formatPeriod, type Period } from "@/lib/core/period";
import { VERDICTS } from "@/lib/core/values";
import type { EndpointDetail } from "@/lib/stages/spend/model/endpoint";
import { rowHref } from "../links";
import { batchWord } from "../rows/amounts";
import { EditEndpoint, type EditProps } from "./edit-endpoint";
import { Facts } from "./facts";
import { Neighbours } from "./neighbours";
import { Parts } from "./parts";

type EndpointPageProps = {
  detail: EndpointDetail;
  /** The list's address after the `?`. */
  search: string;
  isDefault: boolean;
  lastDay: Day;
  edit: Omit<EditProps, "detail"> | null;
  rows: ReactNode;
  /** Those that ran for it; absent for who may not see them. */
  batches?: ReactNode;
  /** How far it came, what its owner said and the way to ask; absent where nobody can be asked. */
  stage?: ReactNode;
  answers?: ReactNode;
  ask?: ReactNode;
  /** What its traffic says of waiting, and what batch would cost; absent until it was measured. */
  runs?: ReactNode;
  cost?: ReactNode;
};

/** One endpoint: whose it is, what its days cost, which models and jobs it is made of, and the rows behind it. */
export function EndpointPage(props: EndpointPageProps) {
  const { detail, search, isDefault, lastDay, edit, rows, batches, stage, answers, ask, runs, cost } = props;
  const { row, period, key, ranked } = detail;
  const verdict = VERDICTS.find((known) => known === row?.fit?.verdict);
  return (
    <>
      <PageHeader
        title={detail.label}
        badge={verdict && <VerdictTag verdict={verdict} />}
        crumbs={[
          { href: listHref(search, key), label: "Spend" },
          { label: row ? `Rank ${row.rank} of ${Math.max(ranked, row.rank)}` : "Not in these days" },
        ]}
        actions={
          <>
            <Neighbours detail={detail} search={search} />
            <PeriodPicker {...{ period, isDefault, lastDay, search }} path={rowHref(key, "")} />
            {edit && <EditEndpoint detail={detail} {...edit} />}
            {ask}
          </>
        }
      />
      <PageBody>
        {row ? (
          <>
            <Facts row={row} days={daysOf(period).length} />
            {stage && <div className="border-b border-line">{stage}</div>}
            <div className="grid gap-x-14 lg:grid-cols-2">
              {runs && <Section className="min-w-0 border-t-0">{runs}</Section>}
              <Section className={cx("min-w-0 border-t-0", Boolean(runs) && "max-lg:border-t")}>
                <Daily detail={detail} search={search} />
              </Section>
              {cost && <Section className="min-w-0">{cost}</Section>}
              <Section
                title="Models and jobs"
                className={cx("min-w-0", !cost && "border-t-0 max-lg:border-t")}
              >
                <Parts detail={detail} />
                {answers && (
                  <div className="mt-7">
                    <SectionHead title="Owner’s answers" />
                    {answers}
                  </div>
                )}
              </Section>
            </div>
          </>
        ) : (
          <EmptyState title={`${detail.label} has no usage in ${formatPeriod(period)}.`}>
            Choose other days above.
          </EmptyState>
        )}
        {batches}
        {rows}
      </PageBody>
    </>
  );
}

function listHref(search: string, row: string): string {
  const params = new URLSearchParams(search);
  params.delete("rows");
  params.set("row", row);
  return `/spend?${params}`;
}

function Daily({ detail, search }: { detail: EndpointDetail; search: string }) {
  const days = inPeriod(detail);
  const hasOther = detail.days.some(({ other }) => other !== 0n);
  const dayWord = hasOther ? "Sync and other" : "Sync";
  const note = (detail.row && batchWord(detail.row)) ?? (hasOther ? undefined : "all sync");
  const params = new URLSearchParams(search);
  for (const name of ["from", "to", "rows"]) params.delete(name);
  const rest = params.size > 0 ? `&${params}` : "";
  return (
    <>
      <SectionHead title="Daily spend" note={note} aside={<DayLegend dayWord={dayWord} />} />
      <DailyChart
        label={`Daily spend of ${detail.label}`}
        days={days}
        dayWord={dayWord}
        dayHref={`${rowHref(detail.key, "")}?from={from}&to={to}${rest}`}
      />
      <DayTable caption="Daily spend, sync and batch" days={days} dayWord={dayWord} />
    </>
  );
}

/** Every day of the period; one without usage cost nothing. */
function inPeriod({ days, period }: { days: EndpointDetail["days"]; period: Period }) {
  const known = new Map(days.map((day) => [day.day, day]));
  return daysOf(period).map((day) => {
    const seen = known.get(day);
    return { day, sync: (seen?.sync ?? 0n) + (seen?.other ?? 0n), batch: seen?.batch ?? 0n };
  });
}
