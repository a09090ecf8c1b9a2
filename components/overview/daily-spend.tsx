import { DailyChart } from "@/components/charts/daily-chart";
import { DayTable } from "@/components/charts/day-table";
import { SectionHead } from "@/components/ui/nav/page-header";
import { batchShareOf, type DaySpend } from "@/lib/stages/spend/model/overview";
import { batchAnswer } from "./batch-answer";

/** Sync and batch by day. Everything that is not batch stands on the day's side. */
export function DailySpend({ days }: { days: DaySpend[] }) {
  const bars = days.map(({ day, sync, batch, other }) => ({ day, sync: sync + other, batch }));
  const answer = batchAnswer(batchShareOf(days));
  const dayWord = days.some(({ other }) => other !== 0n) ? "Sync and other" : "Sync";
  return (
    <div>
      <SectionHead title="Daily spend" note={answer} />
      <DailyChart
        label={`Daily spend. ${answer}`}
        days={bars}
        dayWord={dayWord}
        dayHref="/spend?from={from}&to={to}"
      />
      <DayTable caption="Daily spend, sync and batch" days={bars} dayWord={dayWord} />
    </div>
  );
}
