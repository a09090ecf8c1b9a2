import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";

/** Icon and word carry the meaning; colour is third. `day` is sync, `night` is batch, and nothing else. */
export type Tone = "plain" | "day" | "night" | "half" | "ok" | "bad" | "line";

const TONES: Record<Tone, string> = {
  plain: "bg-sel text-text-2",
  day: "bg-day-tint text-day-text",
  night: "bg-night-tint text-night-text",
  half: "text-text bg-linear-to-r from-day-tint from-50% to-night-tint to-50%",
  ok: "bg-ok-tint text-ok",
  bad: "bg-bad-tint text-bad",
  line: "text-text-2 inset-ring inset-ring-line-2",
};

type TagProps = ComponentProps<"span"> & { tone?: Tone; icon?: ReactNode };

/** `icon`: an element with the class `icon-xs`. */
export function Tag({ tone = "plain", icon, className, children, ...rest }: TagProps) {
  return (
    <span
      className={cx(
        "inline-flex h-5 items-center gap-1 rounded-chip text-small font-medium whitespace-nowrap forced-colors:border",
        icon ? "pr-[7px] pl-[5px]" : "px-[7px]",
        TONES[tone],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </span>
  );
}

const WORDS: Record<Exclude<Tone, "half" | "line">, string> = {
  plain: "text-text",
  day: "text-day-text",
  night: "text-night-text",
  ok: "text-ok",
  bad: "text-bad",
};

/** A state without a box: "Yes", "Waiting". */
export function Status({
  tone = "plain",
  icon,
  children,
}: {
  tone?: keyof typeof WORDS;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={cx("inline-flex items-center gap-[5px] font-medium whitespace-nowrap", WORDS[tone])}>
      {icon}
      {children}
    </span>
  );
}
