import { Check, ChevronsUpDown } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { disclosureItem } from "@/components/ui/overlay/disclosure-item";
import { initialsOf } from "./role-names";

export type OrganisationChoice = { slug: string; name: string };
/** Gets the field `organisation`: the slug. */
export type SwitchOrganisation = (form: FormData) => void | Promise<void>;

type SwitchProps = {
  current: OrganisationChoice;
  all: OrganisationChoice[];
  onSwitch: SwitchOrganisation;
};

export function OrganisationSwitch({ current, all, onSwitch }: SwitchProps) {
  return (
    <Disclosure
      className="mb-2.5"
      label={`Organisation: ${current.name}`}
      summaryClassName="flex h-8 items-center gap-2 rounded-ctl border border-line bg-bg px-2 text-control font-medium hover:border-line-2 max-lg:w-9 max-lg:justify-center max-lg:px-0"
      panelClassName="w-[220px]"
      summary={
        <>
          <span className="min-w-0 flex-1 truncate max-lg:hidden">{current.name}</span>
          <span className="text-micro font-semibold lg:hidden" aria-hidden="true">
            {initialsOf(current.name)}
          </span>
          <ChevronsUpDown className="icon-xs max-lg:hidden" />
        </>
      }
    >
      <OrganisationForm current={current} all={all} onSwitch={onSwitch} />
    </Disclosure>
  );
}

export function OrganisationForm({ current, all, onSwitch }: SwitchProps) {
  return (
    <form action={onSwitch}>
      {all.map((organisation) => {
        const on = organisation.slug === current.slug;
        return (
          <button
            key={organisation.slug}
            type="submit"
            name="organisation"
            value={organisation.slug}
            aria-current={on ? "true" : undefined}
            className={disclosureItem}
          >
            <span className={cx("min-w-0 flex-1 truncate", on && "font-strong")}>{organisation.name}</span>
            {on && <Check className="icon-s" />}
          </button>
        );
      })}
    </form>
  );
}
