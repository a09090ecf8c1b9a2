import Link from "next/link";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { LedgerLine, LedgerLines, LedgerNote, LedgerResult } from "@/components/ui/ledger-lines";
import { formatDollars, roundParts } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { CostKind } from "@/lib/core/values";
import type { SpendTotals } from "@/lib/stages/spend/model/page";

const KINDS: Record<CostKind, string> = {
  reported: "Reported by the source",
  list: "List prices, no cost reported",
  mixed: "Reported, list price where not",
  unpriced: "No price known",
  billed: "Billed",
};

/** What the period cost: its parts, a rule, the sum. What has no price is said below, since it is in no line. */
export function LedgerBlock({ title, totals }: { title: string; totals: SpendTotals }) {
  const [sync, batch, other] = roundParts([
    totals.costSync ?? 0n,
    totals.costBatch ?? 0n,
    totals.costOther ?? 0n,
  ]);
  const isKnown = totals.cost !== null;
  const total = (sync ?? 0n) + (batch ?? 0n) + (other ?? 0n);
  return (
    <div className="flex flex-col md:border-r md:border-line md:pr-7">
      <h2 className="text-h2">{title}</h2>
      <LedgerLines className="mt-4">
        <LedgerLine label="Sync" icon={<SunIcon className="icon-xs text-day-text" />}>
          {formatDollars(isKnown ? (sync ?? 0n) : null)}
        </LedgerLine>
        <LedgerLine label="Batch" tone="night" icon={<MoonIcon className="icon-xs" />}>
          {formatDollars(isKnown ? (batch ?? 0n) : null)}
        </LedgerLine>
        {other !== undefined && other !== 0n && (
          <LedgerLine label="Flex, priority, unknown">{formatDollars(other)}</LedgerLine>
        )}
        <LedgerResult label="Billed">{formatDollars(isKnown ? total : null)}</LedgerResult>
      </LedgerLines>
      <dl className="mt-auto pt-6">
        <LedgerNote label="Dollars are">{KINDS[totals.costKind]}</LedgerNote>
        {totals.unpricedRows > 0n && (
          <LedgerNote label="Without a price, in no line">
            <Link href="/spend?groupBy=model" className="underlined">
              {formatWhole(totals.unpricedRows)} rows
            </Link>
          </LedgerNote>
        )}
      </dl>
    </div>
  );
}
