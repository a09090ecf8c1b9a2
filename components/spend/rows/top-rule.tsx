import Link from "next/link";
import { LINK } from "@/components/ui/button";
import { formatShare } from "@/lib/core/numbers";
import type { SpendPage } from "@/lib/stages/spend/model/page";
import { isUnfiltered } from "@/lib/stages/spend/model/query";
import { type Amounts, money } from "./amounts";

type TopRuleProps = { top: NonNullable<Amounts["top"]>; cents: boolean; page: SpendPage; mayAsk: boolean };

/** The ink line after the tenth row: how much of it all they pay. Their owners are asked from here. */
export function TopRule({ top, cents, page, mayAsk }: TopRuleProps) {
  const isAll = isUnfiltered(page.query);
  const bill = isAll ? "the bill" : "these";
  return (
    // One cell laid over the row: a span of columns would count those that a phone hides.
    <tr className="relative h-[30px]">
      <td className="p-0">
        <span className="absolute inset-0 flex items-center pl-[62px] before:absolute before:inset-x-0 before:top-[15px] before:border-t before:border-text max-md:pl-3">
          <span className="relative -ml-2 bg-bg px-2 text-small font-strong whitespace-nowrap">
            Top 10 pay {formatShare(top.share, 1)} of {bill}: {money(top.cost, cents)}.
            {mayAsk && isAll && page.query.groupBy === "endpoint" && (
              <Link href="/questions/ask" prefetch={false} className={`${LINK} ml-1 max-md:hidden`}>
                Ask these owners first
              </Link>
            )}
          </span>
        </span>
      </td>
    </tr>
  );
}
