import type { ReactNode } from "react";
import { ProviderMark, providerName } from "@/components/ui/provider-mark";
import { DOLLAR, formatDollars } from "@/lib/core/money";
import { formatCount, formatShare } from "@/lib/core/numbers";
import { allInputOf, cacheHitsOf, type SpendRow } from "@/lib/stages/spend/model/page";
import { money } from "../rows/amounts";

/** What there is to know at a glance; what nobody said is an en dash. */
export function Facts({ row, days }: { row: SpendRow; days: number }) {
  const owner = row.ownerName ?? row.owner ?? (row.owners > 1 ? `${row.owners} owners` : null);
  const [provider] = row.providers;
  const cents = (row.cost ?? 0n) < 1000n * DOLLAR;
  return (
    <dl className="flex flex-wrap justify-between gap-x-8 gap-y-4 border-b border-line pt-3.5 pb-4">
      <Fact name="Owner">
        {owner && <Initials name={owner} />}
        {owner ?? "–"}
      </Fact>
      <Fact name="Team, cost center">{[row.team, row.costCenter].filter(Boolean).join(", ") || "–"}</Fact>
      <Fact name="Provider">
        {provider && <ProviderMark provider={provider} />}
        {row.providers.map(providerName).join(", ") || "–"}
      </Fact>
      <Fact name={`${days}-day spend`}>{money(row.cost, cents)}</Fact>
      <Fact name="Tokens in / out">
        {formatCount(allInputOf(row))} / {formatCount(row.outputTokens)}
      </Fact>
      <Fact name="Cache hits">{formatShare(cacheHitsOf(row))} of input</Fact>
      {row.forecastSaving !== null && (
        <Fact name="Forecast saving">
          <span className="text-night-text">{formatDollars(row.forecastSaving)} per month</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <dt className="text-column text-text-3">{name}</dt>
      <dd className="flex min-h-[22px] min-w-0 items-center gap-1.5 font-strong [overflow-wrap:anywhere]">
        {children}
      </dd>
    </div>
  );
}

function Initials({ name }: { name: string }) {
  const letters = (name.split("@")[0] ?? name)
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase());
  return (
    <span
      aria-hidden="true"
      className="grid size-5 flex-none place-items-center rounded-full border border-line-2 bg-sel text-[9px] font-semibold text-text-2"
    >
      {letters.join("")}
    </span>
  );
}
