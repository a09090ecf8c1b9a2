import Link from "next/link";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { LedgerLine, LedgerLines, LedgerNote, LedgerResult } from "@/components/ui/ledger-lines";
import { formatDollars, roundParts } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { Standing } from "@/lib/stages/fit/model/standing";
import type { SpendTotals } from "@/lib/stages/spend/model/page";

type LedgerBlockProps = { title: string; totals: SpendTotals; standing: Standing | null };

/** What the period cost: its parts, a rule, the sum. What has no price is said below, since it is in no line. */
export function LedgerBlock({ title, totals, standing }: LedgerBlockProps) {
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
      {standing && standing.discount > 0n ? (
        <SyncPriceLines standing={standing} />
      ) : (
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
      )}
      <dl className="mt-auto pt-6">
        {reported !== undefined && (
          <LedgerNote label="As the source reported">{formatDollars(reported)}</LedgerNote>
        )}
        {listed !== undefined && <LedgerNote label="At list price">{formatDollars(listed)}</LedgerNote>}
        {standing && standing.forecast !== 0n && (
          <LedgerNote label="Could still be saved a month">{formatDollars(standing.forecast)}</LedgerNote>
        )}
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

/** The mock's ledger: what the same usage would cost at sync prices, what batch took off, what was billed. */
function SyncPriceLines({ standing }: { standing: Standing }) {
  const [billed = 0n, discount = 0n] = roundParts([standing.billed, standing.discount]);
  return (
    <LedgerLines className="mt-4">
      <LedgerLine label="At sync prices">{formatDollars(billed + discount)}</LedgerLine>
      <LedgerLine label="Batch discount" tone="night" icon={<MoonIcon className="icon-xs" />}>
        {formatDollars(-discount)}
      </LedgerLine>
      <LedgerResult label="Billed">{formatDollars(billed)}</LedgerResult>
    </LedgerLines>
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
