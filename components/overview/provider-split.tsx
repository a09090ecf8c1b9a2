import Link from "next/link";
import { PercentBar } from "@/components/charts/percent-bar";
import { SectionHead } from "@/components/ui/nav/page-header";
import { ProviderMark, providerName } from "@/components/ui/provider-mark";
import { formatDollars, roundParts } from "@/lib/core/money";
import { formatShare } from "@/lib/core/numbers";
import type { SpendRow } from "@/lib/stages/spend/model/page";

/** Who sends the bills. The amounts add up to what the ledger says. */
export function ProviderSplit({ providers }: { providers: SpendRow[] }) {
  const amounts = roundParts(providers.map((row) => row.cost ?? 0n));
  return (
    <section>
      <SectionHead title="Providers" note="billed, and their share" />
      <ul>
        {providers.map((row, index) => (
          <li key={row.key} className="border-b border-line last:border-b-0">
            <Link
              prefetch={false}
              href={`/spend?provider=${encodeURIComponent(row.key)}`}
              className="grid grid-cols-[20px_minmax(0,1fr)_auto_36px] items-center gap-x-2 gap-y-1.5 py-2 -outline-offset-2 hover:bg-sunk"
            >
              <ProviderMark provider={row.key} />
              <span className="truncate font-medium">{providerName(row.label)}</span>
              <span className="font-semibold">
                {formatDollars(row.cost === null ? null : (amounts[index] ?? null))}
              </span>
              <span className="text-right text-small text-text-3">{formatShare(row.share)}</span>
              <span className="col-span-4">
                <PercentBar
                  sync={(row.costSync ?? 0n) + (row.costOther ?? 0n)}
                  batch={row.costBatch ?? 0n}
                  max={providers[0]?.cost ?? 0n}
                />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
