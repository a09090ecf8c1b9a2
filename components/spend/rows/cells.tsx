import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { SplitBar } from "@/components/charts/split-bar";
import { EvidenceHint } from "@/components/fit/evidence-hint";
import { VerdictTag } from "@/components/fit/verdict-tag";
import { Status } from "@/components/ui/badge";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import { modelName, ProviderMark, providerName } from "@/components/ui/provider-mark";
import { formatDollars } from "@/lib/core/money";
import { formatCount, formatShare } from "@/lib/core/numbers";
import { VERDICTS } from "@/lib/core/values";
import { allInputOf, cacheHitsOf, type SpendRow } from "@/lib/stages/spend/model/page";
import { batchWord, money } from "./amounts";

/** `gpt-5 +1` beside the mark of who sends the bill. */
export function Models({ row }: { row: SpendRow }) {
  const [provider, ...others] = row.providers;
  const [model] = row.models;
  const more = row.models.length - 1 + others.length;
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-small">
      {provider && <ProviderMark provider={provider} />}
      <span className="truncate" title={[...row.models, ...others.map(providerName)].join(", ")}>
        {model === undefined ? "–" : modelName(model)}
      </span>
      {more > 0 && <span className="text-text-3">+{more}</span>}
    </span>
  );
}

type SpendCellProps = { row: SpendRow; shown: bigint | null; max: bigint; cents: boolean };

export function SpendCell({ row, shown, max, cents }: SpendCellProps) {
  const batch = batchWord(row);
  return (
    <>
      <span className="flex items-baseline">
        <span className="font-semibold">{money(shown, cents)}</span>
        {batch && <span className="ml-auto text-small text-night-text max-md:hidden">{batch}</span>}
      </span>
      <SplitBar
        sync={(row.costSync ?? 0n) + (row.costOther ?? 0n)}
        batch={row.costBatch ?? 0n}
        max={max}
        className="mt-[5px] max-w-full"
      />
      {row.unpricedRows > 0n && (
        <span className="block text-micro text-text-3">
          {row.cost === null ? "No price known" : `${formatCount(row.unpricedRows)} without a price`}
        </span>
      )}
    </>
  );
}

export function TrendCell({ trend }: Pick<SpendRow, "trend">) {
  if (!trend) return null;
  const { sync, batch, other } = trend;
  const total = sync.map((amount, day) => amount + (batch[day] ?? 0) + (other[day] ?? 0));
  return <Sparkline total={scaled(total, total)} batch={scaled(batch, total)} />;
}

/** The shape needs three digits, not micro-dollars: the page is smaller. */
function scaled(amounts: number[], total: number[]): number[] {
  const max = Math.max(...total, 1);
  return amounts.map((amount) => Math.round((amount / max) * 1000));
}

export function TokensCell({ row }: { row: SpendRow }) {
  return (
    <span className="text-small">
      <span className="block">{formatCount(allInputOf(row))}</span>
      <span className="block text-text-3">{formatCount(row.outputTokens)}</span>
    </span>
  );
}

export function CacheCell({ row }: { row: SpendRow }) {
  const hits = cacheHitsOf(row);
  return <span className={hits ? "text-text-2" : "text-text-3"}>{formatShare(hits)}</span>;
}

export function FitCell({ fit, href }: Pick<SpendRow, "fit"> & { href: string }) {
  const verdict = VERDICTS.find((known) => known === fit?.verdict);
  if (!fit || !verdict) return <span className="text-text-3">–</span>;
  const [reason, ...signs] = fit.reasons;
  return (
    <EvidenceHint
      href={`${href}#fit`}
      verdict={<VerdictTag verdict={verdict} />}
      reason={reason}
      signs={signs}
    />
  );
}

const ANSWERS: Record<string, { tone: "day" | "night" | "plain"; word: string; icon: ReactNode }> = {
  yes: { tone: "night", word: "Yes", icon: <MoonIcon className="icon-xs" /> },
  part: { tone: "plain", word: "Part", icon: <HalfIcon className="icon-xs" /> },
  no: { tone: "day", word: "No", icon: <SunIcon className="icon-xs" /> },
};

const WAITING = { tone: "plain", word: "Waiting", icon: <Clock className="icon-xs" /> } as const;

type AnswerCellProps = Pick<SpendRow, "answer" | "stage"> & { share: number | undefined };

export function AnswerCell({ answer, stage, share }: AnswerCellProps) {
  const said = answer ? ANSWERS[answer] : stage === "asked" ? WAITING : null;
  if (!said) return <span className="text-text-3">Not asked</span>;
  return (
    <Status tone={said.tone} icon={said.icon}>
      {said.word}
      {answer === "part" && share !== undefined && `, ${formatShare(share)}`}
    </Status>
  );
}

export function SavingCell({ row }: { row: SpendRow }) {
  return (
    <>
      <span className="block font-semibold">{formatDollars(row.forecastSaving)}</span>
      {row.realisedSaving !== null ? (
        <span className="-ml-4 block text-small whitespace-nowrap text-night-text">
          {formatDollars(row.realisedSaving)} done
        </span>
      ) : (
        row.forecastSaving !== null && (
          <span className="block text-small text-text-3">
            {row.answer === "yes" || row.answer === "part" ? "approved" : "if yes"}
          </span>
        )
      )}
    </>
  );
}
