import { Calendar, ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Field, Input } from "@/components/ui/field";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { disclosureItem } from "@/components/ui/overlay/disclosure-item";
import { type Day, formatPeriod, type Period, shiftPeriod } from "@/lib/core/period";
import { type PeriodChoice, periodChoices, periodHref } from "./choices";

type PeriodPickerProps = {
  period: Period;
  isDefault: boolean;
  lastDay: Day;
  /** The page, and its address after the `?`, so that filters stay. */
  path: string;
  search: string;
};

/** Which days the page shows. `[` and `]` go to the days before and after. */
export function PeriodPicker(props: PeriodPickerProps) {
  const { period, isDefault, lastDay, path, search } = props;
  const isOn = (choice: PeriodChoice) =>
    choice.period
      ? !isDefault && choice.period.from === period.from && choice.period.to === period.to
      : isDefault;
  return (
    <Disclosure
      align="end"
      summaryClassName={buttonClass()}
      panelClassName="w-[264px] max-md:left-0 max-md:right-auto"
      summary={
        <>
          <Calendar className="icon-s" />
          {formatPeriod(period)}
          <ChevronDown className="icon-xs" />
        </>
      }
    >
      <nav aria-label="Period">
        <div className="flex">
          <Step {...props} direction={-1} />
          <Step {...props} direction={1} />
        </div>
        <div className="mx-2 my-1.5 h-px bg-line" />
        {periodChoices(lastDay).map((choice) => (
          <Link
            key={choice.label}
            href={periodHref(path, search, choice.period)}
            aria-current={isOn(choice) ? "true" : undefined}
            className={cx(disclosureItem, isOn(choice) && "bg-sel font-strong")}
          >
            {choice.label}
          </Link>
        ))}
      </nav>
      <div className="mx-2 my-1.5 h-px bg-line" />
      <Range {...props} />
    </Disclosure>
  );
}

function Step({ period, path, search, direction }: PeriodPickerProps & { direction: -1 | 1 }) {
  const back = direction === -1;
  return (
    <Link
      href={periodHref(path, search, shiftPeriod(period, direction))}
      aria-keyshortcuts={back ? "[" : "]"}
      className={cx(disclosureItem, "flex-1", !back && "justify-end")}
    >
      {back && <ChevronLeft className="icon-s" />}
      {back ? "Before" : "After"}
      {!back && <ChevronRight className="icon-s" />}
    </Link>
  );
}

function Range({ period, path, search }: PeriodPickerProps) {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !["from", "to", "cursor"].includes(name));
  return (
    <form action={path} method="get" className="flex flex-col gap-2 px-2 pt-1 pb-2">
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <Field label="From">
        {(control) => <Input type="date" name="from" required defaultValue={period.from} {...control} />}
      </Field>
      <Field label="To">
        {(control) => <Input type="date" name="to" required defaultValue={period.to} {...control} />}
      </Field>
      <Button type="submit" className="mt-1">
        Show these days
      </Button>
    </form>
  );
}
