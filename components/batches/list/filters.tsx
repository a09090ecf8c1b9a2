import { Plus } from "lucide-react";
import Link from "next/link";
import { chipClass, FilterChip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { disclosureItem } from "@/components/ui/overlay/disclosure-item";
import { type BatchesAddress, FILTERS, type FilterName, hrefOf } from "../address";
import type { BatchesView } from "./view";

const NAMES: Record<FilterName, string> = {
  provider: "Provider",
  costCenter: "Cost center",
  endpoint: "Endpoint",
};

/** One word of each kind; in the address, so that they work without scripts. */
export function BatchFilters({ asked, choices }: Pick<BatchesView, "asked" | "choices">) {
  return FILTERS.map((name) => <Filter key={name} {...{ name, asked }} words={choices[name]} />);
}

type FilterProps = { name: FilterName; asked: BatchesAddress; words: { value: string; label: string }[] };

function Filter({ name, asked, words }: FilterProps) {
  const chosen = asked[name];
  if (chosen) {
    const label = words.find(({ value }) => value === chosen)?.label ?? chosen;
    return <FilterChip name={NAMES[name]} value={label} removeHref={hrefOf(asked, { [name]: "" })} />;
  }
  if (words.length === 0) return null;
  return (
    <Disclosure
      align="end"
      label={`Filter by ${NAMES[name].toLowerCase()}`}
      summaryClassName={chipClass.empty}
      panelClassName="max-h-[50vh] w-max max-w-[280px] min-w-[160px] overflow-y-auto max-md:right-auto max-md:left-0"
      summary={
        <>
          <Plus className="icon-xs" />
          {NAMES[name]}
        </>
      }
    >
      {words.map(({ value, label }) => (
        <Link
          key={value}
          href={hrefOf(asked, { [name]: value })}
          scroll={false}
          prefetch={false}
          className={disclosureItem}
        >
          <span className="truncate">{label}</span>
        </Link>
      ))}
    </Disclosure>
  );
}
