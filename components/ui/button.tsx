import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "./class-names";

/** `night` moves work to batch (give it a moon), `day` runs it as sync (a sun). One `primary` per screen. */
export type ButtonVariant = "primary" | "secondary" | "ghost" | "night" | "day" | "danger";
export type ButtonSize = "sm" | "md" | "lg";
type Look = { variant?: ButtonVariant; size?: ButtonSize };

const BASE =
  "inline-flex items-center justify-center border font-medium whitespace-nowrap select-none transition-colors " +
  "disabled:opacity-45 disabled:pointer-events-none aria-disabled:opacity-45";
const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-ink border-ink text-on-ink shadow-1 hover:bg-ink-hover hover:border-ink-hover",
  secondary: "bg-bg border-line-2 text-text shadow-1 hover:bg-sunk",
  ghost: "bg-transparent border-transparent text-text-2 hover:bg-sel hover:text-text",
  night: "bg-night border-night text-on-night shadow-1 hover:bg-night-hover hover:border-night-hover",
  day: "bg-day-tint border-day-edge text-day-text shadow-1 hover:bg-day-wash",
  danger: "bg-bg border-line-2 text-bad shadow-1 hover:bg-bad-tint",
};
const SIZES: Record<ButtonSize, string> = {
  sm: "h-[26px] px-[9px] gap-1.5 rounded-ctl text-small",
  md: "h-[30px] px-[11px] gap-1.5 rounded-ctl text-control max-md:h-11",
  lg: "h-10 px-[18px] gap-2 rounded-notice text-prose max-md:h-12",
};

/** The classes of a button, for an element that is something else (a menu trigger, a summary). */
export function buttonClass({ variant = "secondary", size = "md" }: Look = {}, extra?: string): string {
  return cx(BASE, VARIANTS[variant], SIZES[size], extra);
}

export function Button({
  variant,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look) {
  return (
    <button
      type={type}
      className={buttonClass({ ...(variant && { variant }), ...(size && { size }) }, className)}
      {...rest}
    />
  );
}

export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return (
    <Link
      className={buttonClass({ ...(variant && { variant }), ...(size && { size }) }, className)}
      {...rest}
    />
  );
}

/** An icon alone: the label is read and shown as a tooltip. At least 24 px, 44 on a phone. */
export function IconButton({
  label,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { label: string }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cx(
        "inline-grid size-[26px] place-items-center rounded-ctl text-text-2 transition-colors hover:bg-sel hover:text-text max-md:size-11 disabled:opacity-45",
        className,
      )}
      {...rest}
    />
  );
}

/** Underlined words that act: "Show", "choose a file". */
export const LINK = "underlined decoration-line-2 text-text hover:decoration-text";
