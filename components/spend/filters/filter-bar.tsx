import { Plus } from "lucide-react";
import Link from "next/link";
import { chipClass, FilterChip } from "@/components/ui/chip";
import { cx } from "@/components/ui/class-names";
import { SegmentedLinks } from "@/components/ui/nav/segmented";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { disclosureItem } from "@/components/ui/overlay/disclosure-item";
import { DOLLAR, formatDollars, type Picodollars } from "@/lib/core/money";
import type { Grouping } from "@/lib/core/values";
import type { FilterName } from "@/lib/stages/spend/model/query";
import { hrefWith, LIST, type MenuName } from "../address";
import { SearchBox } from "../search-box";
import type { SpendView } from "../view";
import { FilterMenu } from "./filter-menu";
import { FAR, FILTER_NAMES, LATER, NEAR, wordName } from "./names";

export const GROUPS: { value: Grouping; label: string }[] = [
  { value: "endpoint", label: "Endpoint" },
  { value: "job", label: "Job" },
  { value: "model", label: "Model" },
  { value: "provider", label: "Provider" },
  { value: "owner", label: "Owner" },
  { value: "costCenter", label: "Cost center" },
];
const MORE_GROUPS: typeof GROUPS = [
  { value: "team", label: "Team" },
  { value: "tier", label: "Tier" },
  { value: "day", label: "Day" },
];

export function groupingHref(search: string, value: Grouping): string {
  return hrefWith(search, { groupBy: value === "endpoint" ? null : value });
}

/** By what the rows are grouped, which filters narrow them, and the text that they contain. */
export function FilterBar({ view }: { view: SpendView }) {
  const { search, page } = view;
  const { groupBy } = page.query;
  const shown = [...GROUPS, ...MORE_GROUPS.filter(({ value }) => value === groupBy)];
  const hidden = MORE_GROUPS.filter(({ value }) => value !== groupBy);
  return (
    <div className="flex flex-wrap items-center gap-2 pt-3 pb-1">
      <span className="text-small text-text-3 max-md:hidden">Group by</span>
      <SegmentedLinks
        label="Group by"
        items={shown.map(({ value, label }) => ({
          href: groupingHref(search, value),
          label,
          active: value === groupBy,
        }))}
      />
      <Disclosure
        summary="More"
        label="More groupings"
        summaryClassName="flex h-[26px] items-center rounded-ctl px-2 text-control text-text-2 hover:bg-sel hover:text-text max-md:h-11"
      >
        {hidden.map(({ value, label }) => (
          <Link key={value} href={groupingHref(search, value)} className={disclosureItem}>
            {label}
          </Link>
        ))}
      </Disclosure>
      <div className="ml-auto flex flex-wrap items-center gap-2 max-lg:ml-0">
        <Chips view={view} />
        <SearchBox value={page.query.search} search={search} />
      </div>
    </div>
  );
}

function Chips({ view }: { view: SpendView }) {
  const { search, look, page } = view;
  const { filters, minCost } = page.query;
  const set = Object.entries(filters) as [FilterName, string[]][];
  const isSet = (name: MenuName) => (name === "minCost" ? minCost !== null : name in filters);
  const has = (name: MenuName) =>
    page.rows.some((row) => (name === "verdict" ? row.fit : row.answer) !== null);
  const near = [...NEAR, ...LATER.filter(has)].filter((name) => !isSet(name));
  const far = FAR.filter((name) => !isSet(name));
  const isFarOpen = look.menu !== null && far.includes(look.menu);
  return (
    <>
      {minCost !== null && (
        <FilterChip
          name="Spend"
          value={`over ${dollars(minCost)}`}
          removeHref={hrefWith(search, { minCost: null })}
        />
      )}
      {set.map(([name, values]) => (
        <FilterChip
          key={name}
          name={FILTER_NAMES[name]}
          value={valuesWord(name, values)}
          removeHref={hrefWith(search, { [name]: null })}
        />
      ))}
      {near.map((name) => (
        <span key={name} className="relative max-md:hidden">
          <Link
            href={hrefWith(search, { menu: look.menu === name ? null : name }, LIST)}
            scroll={false}
            prefetch={false}
            aria-expanded={look.menu === name}
            className={chipClass.empty}
          >
            <Plus className="icon-xs" />
            {FILTER_NAMES[name]}
          </Link>
          {look.menu === name && <FilterMenu name={name} view={view} />}
        </span>
      ))}
      <span className="relative">
        <Disclosure
          align="end"
          summaryClassName={chipClass.empty}
          panelClassName="w-[160px]"
          summary={
            <>
              <Plus className="icon-xs" />
              More
            </>
          }
        >
          {[...near, ...far].map((name) => (
            <Link
              key={name}
              href={hrefWith(search, { menu: name }, LIST)}
              prefetch={false}
              scroll={false}
              className={cx(disclosureItem, near.includes(name) && "md:hidden")}
            >
              {FILTER_NAMES[name]}
            </Link>
          ))}
        </Disclosure>
        {look.menu && isFarOpen && <FilterMenu name={look.menu} view={view} />}
        {look.menu && near.includes(look.menu) && (
          <span className="md:hidden">
            <FilterMenu name={look.menu} view={view} />
          </span>
        )}
      </span>
    </>
  );
}

function valuesWord(name: FilterName, values: string[]): string {
  const [first = "", ...others] = values;
  return others.length === 0 ? wordName(name, first) : `${wordName(name, first)} +${others.length}`;
}

function dollars(value: Picodollars): string {
  return formatDollars(value, { cents: value % DOLLAR !== 0n });
}
