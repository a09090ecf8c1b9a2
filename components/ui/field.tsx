import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { cx } from "./class-names";

const BOX =
  "w-full rounded-ctl border border-ctl-line bg-bg px-2.5 text-body text-text transition-colors hover:border-text-2 " +
  "disabled:opacity-45 aria-invalid:border-bad max-md:text-[16px]";
export const inputClass = cx(BOX, "h-8 max-md:h-11");

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cx(inputClass, className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cx(BOX, "min-h-16 py-1.5", className)} {...rest} />;
}

/** The browser's own list, so that it works without scripts and on a phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cx("relative inline-block", className)}>
      <select className={cx(inputClass, "appearance-none pr-7")} {...rest} />
      <ChevronDown className="icon-xs pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-text-3" />
    </span>
  );
}

type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  /** Gets the id and the descriptions; spread them on the control. */
  children: (control: Described) => ReactNode;
};

/** Label, control, then the hint or what is wrong. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-[5px] block text-small font-strong">
        {label}
      </label>
      {children({
        id,
        ...(notes && { "aria-describedby": notes }),
        ...(error && { "aria-invalid": true as const }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-small text-text-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Omit<ComponentProps<"input">, "children"> &
  Pick<FieldProps, "label" | "hint" | "error">;

type SelectFieldProps = Pick<FieldProps, "label" | "error"> & {
  name: string;
  options: (readonly [value: string, word: string])[];
  defaultValue?: string;
};

/** A label over the browser's own list. */
export function SelectField({ label, error, options, defaultValue, ...select }: SelectFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <Select {...select} {...control} key={defaultValue} defaultValue={defaultValue}>
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** The usual field: a label over an input. `defaultValue` takes what a refused form had. */
export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className && { className })}>
      {(control) => <Input {...input} {...control} />}
    </Field>
  );
}
