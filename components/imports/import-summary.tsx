import Link from "next/link";
import { LINK } from "@/components/ui/button";
import { formatDollars } from "@/lib/core/money";
import { formatCount } from "@/lib/core/numbers";
import { formatPeriod } from "@/lib/core/period";
import { costOf, duplicatesOf, type Import, type Standing } from "@/lib/stages/imports/model/import";
import { ImportBar } from "./import-bar";
import { rowsOf } from "./words";

const KINDS = {
  reported: "as reported",
  list: "at list price",
  mixed: "reported and at list price",
  unpriced: "without a price",
  billed: "billed",
};

/** What of an import counts, and what of it does not and why. */
export function ImportSummary({ one, standing }: { one: Import; standing: Standing }) {
  const { cost, costKind } = costOf(standing);
  const duplicates = duplicatesOf(one, standing);
  const period = one.periodFrom && one.periodTo ? { from: one.periodFrom, to: one.periodTo } : null;
  const facts: [string, string][] = [
    ["Period", period ? formatPeriod(period) : "–"],
    ["Cost", `${formatDollars(cost)} ${KINDS[costKind]}`],
    ["Requests", formatCount(standing.requests)],
    [
      "Tokens in, cached, out",
      [standing.freshInput, standing.cachedInput, standing.output].map(formatCount).join(", "),
    ],
    ["Already there", duplicates > 0n ? `${rowsOf(duplicates)} that another import tells of` : "0 rows"],
    [
      "Without a price",
      standing.unpricedRows > 0n
        ? `${rowsOf(standing.unpricedRows)}${standing.unpricedModels.length ? `: ${standing.unpricedModels.slice(0, 8).join(", ")}` : ""}`
        : "0 rows",
    ],
  ];
  return (
    <>
      <ImportBar one={one} cost={cost} took={tookOf(one)} />
      <dl className="grid max-w-[720px] grid-cols-[180px_minmax(0,1fr)] py-4 max-md:grid-cols-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="border-b border-line py-1.5 text-text-3 max-md:border-b-0 max-md:pb-0">{name}</dt>
            <dd className="border-b border-line py-1.5 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {period && (
        <p className="pb-4">
          <Link href={`/spend?${new URLSearchParams(period)}`} className={LINK}>
            See this period in Spend
          </Link>
        </p>
      )}
    </>
  );
}

function tookOf({ receivedAt, finishedAt }: Import): string | null {
  if (!finishedAt) return null;
  const seconds = (finishedAt.getTime() - receivedAt.getTime()) / 1000;
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} m ${Math.round(seconds % 60)} s`;
}
