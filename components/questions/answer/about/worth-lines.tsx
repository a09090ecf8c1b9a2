import { MoonIcon } from "@/components/ui/icons";
import { formatDollars, roundParts } from "@/lib/core/money";
import type { Worth } from "@/lib/stages/questions/model/worth";

type Props = { worth: Worth; today: string; asBatch: string; size?: "small" | "prose" };

/** Today − as batch = saving, rounded so that what is shown adds up. */
export function WorthLines({ worth, today, asBatch, size = "small" }: Props) {
  const [batch = 0n, saving = 0n] = roundParts([worth.asBatch, worth.saving]);
  const row = `flex justify-between gap-3 py-2 ${size === "prose" ? "text-[14px] leading-5" : ""}`;
  return (
    <dl className="mt-[18px] border-t border-line-2">
      <div className={`${row} border-b border-line`}>
        <dt>{today}</dt>
        <dd className="font-strong">{formatDollars(batch + saving)}</dd>
      </div>
      <div className={row}>
        <dt>{asBatch}</dt>
        <dd className="font-strong">{formatDollars(batch)}</dd>
      </div>
      <div
        className={`${row} items-baseline border-t border-b-[3px] border-t-text border-b-text text-night-text [border-bottom-style:double]`}
      >
        <dt className="flex items-center gap-1.5">
          <MoonIcon className="icon-xs" />
          Saves per month
        </dt>
        <dd className="text-[18px] leading-6 font-semibold">{formatDollars(saving)}</dd>
      </div>
    </dl>
  );
}
