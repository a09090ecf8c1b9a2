import type { ComponentType, SVGProps } from "react";
import { cx } from "@/components/ui/class-names";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import type { Answer } from "@/lib/core/values";
import { has, type Values } from "./fields";

type Choice = {
  value: Answer;
  label: string;
  note: string;
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  on: string;
  dot: string;
};

const CHOICES: Choice[] = [
  {
    value: "yes",
    label: "Yes",
    note: "All of it can wait up to 24 hours",
    icon: MoonIcon,
    on: "has-checked:bg-night-tint has-checked:[&_b]:text-night-text has-checked:[&_svg]:text-night-text",
    dot: "checked:border-night",
  },
  {
    value: "part",
    label: "For part of it",
    note: "Some calls can wait, some cannot",
    icon: HalfIcon,
    on: "has-checked:bg-linear-to-r has-checked:from-day-tint has-checked:to-night-tint has-checked:[&_svg]:text-text",
    dot: "checked:border-ink",
  },
  {
    value: "no",
    label: "No",
    note: "Someone or something needs it sooner",
    icon: SunIcon,
    on: "has-checked:bg-day-tint has-checked:[&_b]:text-day-text has-checked:[&_svg]:text-day-text",
    dot: "checked:border-day-edge",
  },
];

/** Nothing is chosen when it opens, unless a button in the mail did. */
export function Choices({ legend, values }: { legend: string; values: Values }) {
  return (
    <fieldset className="border-t border-line-2">
      <legend className="sr-only">{legend}</legend>
      {CHOICES.map(({ value, label, note, icon: Icon, on, dot }) => (
        <label
          key={value}
          className={cx(
            "flex min-h-16 items-center gap-3.5 py-2.5 pr-3.5 pl-0.5 shadow-[inset_0_-1px_0_var(--line-2)] transition-colors max-md:min-h-[68px]",
            "has-checked:-mx-3 has-checked:rounded-notice has-checked:pr-[26px] has-checked:pl-3.5 has-checked:shadow-none has-focus-visible:outline-2 has-focus-visible:outline-focus",
            on,
          )}
        >
          <input
            type="radio"
            name="answer"
            value={value}
            required
            defaultChecked={has(values, "answer", value)}
            className={cx(
              "m-0 size-[18px] flex-none appearance-none rounded-full border-[1.4px] border-ctl-line bg-bg outline-none checked:border-[5px] forced-colors:appearance-auto",
              dot,
            )}
          />
          <span className="flex flex-1 flex-col">
            <b className="text-[16px] leading-[22px] tracking-[-.01em]">{label}</b>
            <span className="text-text-2">{note}</span>
          </span>
          <Icon className="icon-s text-text-3" />
        </label>
      ))}
    </fieldset>
  );
}
