import { Check, Minus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label?: ReactNode };

// The box is 14 px; the invisible ring around it makes the target 24.
const TARGET = "before:absolute before:-inset-[5px] before:content-['']";

/** Without `label`, pass `aria-label`. A mixed state is set through the element's `indeterminate`. */
export function Checkbox({ label, className, ...rest }: ChoiceProps) {
  const box = (
    <span className={cx("relative inline-grid size-3.5 flex-none place-items-center", className)}>
      <input
        type="checkbox"
        className={cx(
          "peer absolute inset-0 m-0 appearance-none rounded-[3px] border-[1.2px] border-ctl-line bg-bg transition-colors",
          "checked:border-ink checked:bg-ink indeterminate:border-ink indeterminate:bg-ink disabled:opacity-45",
          "forced-colors:appearance-auto",
          TARGET,
        )}
        {...rest}
      />
      <Check className="pointer-events-none relative hidden size-2.5 stroke-[3] text-on-ink peer-checked:block peer-indeterminate:hidden forced-colors:hidden" />
      <Minus className="pointer-events-none relative hidden size-2.5 stroke-[3] text-on-ink peer-indeterminate:block forced-colors:hidden" />
    </span>
  );
  return label ? <Labelled label={label}>{box}</Labelled> : box;
}

export function Radio({ label, className, ...rest }: ChoiceProps) {
  const dot = (
    <input
      type="radio"
      className={cx(
        "relative m-0 size-4 flex-none appearance-none rounded-full border-[1.4px] border-ctl-line bg-bg transition-colors",
        "checked:border-[5px] checked:border-ink disabled:opacity-45 forced-colors:appearance-auto",
        TARGET,
        className,
      )}
      {...rest}
    />
  );
  return label ? <Labelled label={label}>{dot}</Labelled> : dot;
}

/** On and off at once, without a save button. */
export function Toggle({ label, className, ...rest }: ChoiceProps) {
  const track = (
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state
      role="switch"
      className={cx(
        "relative m-0 h-4 w-7 flex-none appearance-none rounded-full bg-ctl-line transition-colors checked:bg-ink disabled:opacity-45",
        "after:absolute after:top-0.5 after:left-0.5 after:size-3 after:rounded-full after:bg-bg after:transition-transform checked:after:translate-x-3",
        "forced-colors:appearance-auto forced-colors:after:hidden",
        className,
      )}
      {...rest}
    />
  );
  return label ? <Labelled label={label}>{track}</Labelled> : track;
}

function Labelled({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    // The control is the child: a wrapping label names it.
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is passed as a child
    <label className="inline-flex min-h-6 items-center gap-[9px] max-md:min-h-11">
      {children}
      <span>{label}</span>
    </label>
  );
}
