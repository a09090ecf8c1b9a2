import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { DOLLAR, formatDollars } from "@/lib/core/money";
import { formatPeriod } from "@/lib/core/period";
import type { SpendPage } from "@/lib/stages/spend/model/page";
import { type FilterName, isUnfiltered } from "@/lib/stages/spend/model/query";
import { hrefWith } from "../address";
import { FILTER_NAMES, wordName } from "../filters/names";

/** Nothing to show: says which filters hide the rows, and how to be rid of each. */
export function NoMatch({ page, search }: { page: SpendPage; search: string }) {
  const { query, period } = page;
  const days = formatPeriod(period);
  if (isUnfiltered(query))
    return (
      <EmptyState
        title={`Nothing was billed in ${days}.`}
        actions={
          <ButtonLink href={hrefWith(search, { from: null, to: null })} size="sm">
            Show the last days with usage
          </ButtonLink>
        }
      />
    );
  const hiding: { name: string; value: string; href: string }[] = [
    ...(Object.entries(query.filters) as [FilterName, string[]][]).map(([name, values]) => ({
      name: FILTER_NAMES[name],
      value: values.map((value) => wordName(name, value)).join(" or "),
      href: hrefWith(search, { [name]: null }),
    })),
    ...(query.minCost === null
      ? []
      : [
          {
            name: "Spend over",
            value: formatDollars(query.minCost, { cents: query.minCost % DOLLAR !== 0n }),
            href: hrefWith(search, { minCost: null }),
          },
        ]),
    ...(query.search
      ? [{ name: "Text", value: `“${query.search}”`, href: hrefWith(search, { search: null }) }]
      : []),
  ];
  const none = Object.fromEntries(
    [...Object.keys(query.filters), "minCost", "search"].map((name) => [name, null]),
  );
  return (
    <EmptyState
      title={`No row of ${days} matches these filters.`}
      actions={
        <ButtonLink href={hrefWith(search, none)} size="sm">
          Clear all filters
        </ButtonLink>
      }
    >
      <ul>
        {hiding.map(({ name, value, href }) => (
          <li key={name}>
            {name}: <b className="font-strong text-text">{value}</b>{" "}
            <Link href={href} scroll={false} className="underlined ml-1">
              Remove
            </Link>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
