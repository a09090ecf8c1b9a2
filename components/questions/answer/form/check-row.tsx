import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { has, type Values } from "./fields";

type RowProps = { label: string; seen?: string | undefined; className?: string; children: ReactNode };

/** A question at the left, its answers at the right; one below the other on a phone. */
export function QuestionRow({ label, seen, className, children }: RowProps) {
  return (
    <fieldset
      className={cx(
        "flex items-center gap-4 border-t border-line py-3 max-md:flex-col max-md:items-stretch max-md:gap-2.5 max-md:py-3.5",
        className,
      )}
    >
      {/* A legend does not take part in the row, so the words stand beside it and the legend is for reading aloud. */}
      <legend className="sr-only">{seen ? `${label} ${seen}` : label}</legend>
      <span aria-hidden="true" className="flex flex-1 flex-col">
        <span className="text-[14px] leading-5 font-medium">{label}</span>
        {seen && <span className="text-small text-text-3">{seen}</span>}
      </span>
      <span className="flex flex-wrap gap-1.5">{children}</span>
    </fieldset>
  );
}

type PillsProps = {
  name: string;
  values: Values;
  options: readonly (readonly [value: string, label: string])[];
};

export function Pills({ name, values, options }: PillsProps) {
  return options.map(([value, label]) => (
    <Pill
      key={value}
      type="radio"
      name={name}
      value={value}
      label={label}
      checked={has(values, name, value)}
    />
  ));
}

type PillProps = { type: "radio" | "checkbox"; name: string; value: string; label: string; checked: boolean };

export function Pill({ type, name, value, label, checked }: PillProps) {
  return (
    <label
      className={cx(
        "group/pill relative flex h-8 items-center justify-center gap-[5px] rounded-ctl border border-ctl-line px-3 text-body font-book",
        "has-checked:border-ink has-checked:bg-sel has-checked:font-strong has-checked:inset-ring-[.5px] has-checked:inset-ring-ink",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        "max-md:h-11 max-md:flex-[1_0_auto] max-md:text-[14px]",
      )}
    >
      <input
        type={type}
        name={name}
        value={value}
        defaultChecked={checked}
        className="absolute inset-0 m-0 appearance-none rounded-ctl opacity-0"
      />
      <Check className="icon-xs hidden group-has-checked/pill:block" />
      {label}
    </label>
  );
}
