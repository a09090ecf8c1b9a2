import Link from "next/link";
import type { ServerFoot } from "@/components/tables/types";
import { LINK } from "@/components/ui/button";
import { formatDollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { SpendPage } from "@/lib/stages/spend/model/page";
import { isByCost, isUnfiltered } from "@/lib/stages/spend/model/query";
import { hrefWith } from "../address";
import type { SpendView } from "../view";
import { type Amounts, batchWord, money } from "./amounts";

const PLURALS: Record<string, [string, string]> = {
  endpoint: ["endpoint", "endpoints"],
  job: ["job", "jobs"],
  model: ["model", "models"],
  provider: ["provider", "providers"],
  owner: ["owner", "owners"],
  team: ["team", "teams"],
  costCenter: ["cost center", "cost centers"],
  tier: ["tier", "tiers"],
  day: ["day", "days"],
};
const KINDS: Record<string, string> = {
  reported: "As reported by your sources",
  list: "At list prices",
  mixed: "Reported, where not at list prices",
};

/** What is not on the screen as one line, then the total that all lines make. */
export function tableFoot(
  { page, search, counts }: Pick<SpendView, "page" | "search" | "counts">,
  amounts: Amounts,
): ServerFoot[] {
  const { totals, query } = page;
  const [one, many] = PLURALS[query.groupBy] ?? ["row", "rows"];
  const { rest, cents } = amounts;
  const batch = batchWord(totals);
  const total: ServerFoot = {
    id: "total",
    className: "h-[52px] [&>*]:border-t [&>*]:border-text [&>*]:font-semibold",
    name: (
      <>
        {isUnfiltered(query) ? `Billed, all ${many}` : "Billed, these filters"}
        <span className="block text-small font-normal text-text-3">{KINDS[totals.costKind]}</span>
      </>
    ),
    cells: {
      cost: (
        <>
          {money(amounts.total, cents)}
          {batch && <span className="block text-small font-medium text-night-text">{batch}</span>}
        </>
      ),
      saving: counts?.approvedSaving != null && isWhole(page) && (
        <>
          {formatDollars(counts.approvedSaving)}
          <span className="block text-small font-normal text-text-3">approved</span>
        </>
      ),
    },
  };
  const missing: ServerFoot = {
    id: "unpriced",
    className: "align-top [&>*]:pb-3 [&>*]:font-normal",
    name: (
      <span className="block text-small text-text-2">
        {formatWhole(totals.unpricedRows)} {totals.unpricedRows === 1n ? "row has" : "rows have"} no price and
        are not in the sum: {totals.unpricedModels.slice(0, 5).join(", ")}
        {totals.unpricedModels.length > 5 && ` and ${totals.unpricedModels.length - 5} more`}
      </span>
    ),
    cells: {},
  };
  const smaller: ServerFoot | null = rest && {
    id: "rest",
    className: "h-10 [&>*]:font-normal",
    name: (
      <span className="whitespace-nowrap text-text-2">
        {formatWhole(rest.count)} {isByCost(query) ? "smaller" : "more"} {rest.count === 1 ? one : many}{" "}
        <Link href={showHref(page, search)} scroll={false} prefetch={false} className={`${LINK} ml-1.5`}>
          Show
        </Link>
      </span>
    ),
    cells: {
      cost: <span className="font-medium">{money(rest.shown, cents)}</span>,
      cumulative: isByCost(query) && <span className="text-small text-text-2">100%</span>,
    },
  };
  return [...(smaller ? [smaller] : []), total, ...(totals.unpricedRows > 0n ? [missing] : [])];
}

/** What later stages know is of the endpoints of the default period, all of them. */
function isWhole({ query, isDefault }: SpendPage): boolean {
  return isDefault && query.groupBy === "endpoint" && isUnfiltered(query);
}

/** All of them, or where they do not fit on one page, the next. */
function showHref({ nextCursor }: SpendPage, search: string): string {
  const isAll = new URLSearchParams(search).get("show") === "all";
  return hrefWith(search, { limit: null, show: "all", ...(isAll && nextCursor && { cursor: nextCursor }) }, [
    "expanded",
  ]);
}
