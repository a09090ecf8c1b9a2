import Link from "next/link";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { LedgerLine, LedgerLines, LedgerNote, LedgerResult } from "@/components/ui/ledger-lines";
import { formatDollars, roundParts } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { SpendTotals } from "@/lib/stages/spend/model/page";

/** What the period cost: its parts, a rule, the sum. What has no price is said below, since it is in no line. */
export function LedgerBlock({ title, totals }: { title: string; totals: SpendTotals }) {
  const [sync, batch, other] = roundParts([
    totals.costSync ?? 0n,
    totals.costBatch ?? 0n,
    totals.costOther ?? 0n,
  ]);
  const { reported, listed } = kindsOf(totals);
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
        {reported !== undefined && (
          <LedgerNote label="As the source reported">{formatDollars(reported)}</LedgerNote>
        )}
        {listed !== undefined && <LedgerNote label="At list price">{formatDollars(listed)}</LedgerNote>}
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

/** The kinds of dollars that the sum is made of, rounded so that they add up to it. */
function kindsOf({ costReported, costListed }: SpendTotals): { reported?: bigint; listed?: bigint } {
  const [reported, listed] = roundParts([costReported ?? 0n, costListed ?? 0n]);
  return {
    ...(costReported !== null && reported !== undefined && { reported }),
    ...(costListed !== null && listed !== undefined && { listed }),
  };
}
