import type { ReactNode } from "react";
import { cx } from "./class-names";

/**
 * Money as a sum that a reader can check: lines, a single rule, the result, a double rule.
 * <LedgerLines><LedgerLine label="Sync">$149,019</LedgerLine><LedgerResult label="Billed">$177,277</LedgerResult></LedgerLines>
 */
export function LedgerLines({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={className}>{children}</dl>;
}

type LineProps = {
  label: ReactNode;
  icon?: ReactNode;
  tone?: "night" | "day" | "bad" | "quiet";
  children: ReactNode;
};

const TONES = { night: "text-night-text", day: "text-day-text", bad: "text-bad", quiet: "text-text-2" };

export function LedgerLine({ label, icon, tone, children }: LineProps) {
  return (
    <div className={cx("flex justify-between gap-3 py-[7px] text-[14px] leading-5", tone && TONES[tone])}>
      <dt className="flex items-center gap-1.5">
        {icon}
        {label}
      </dt>
      <dd className="font-medium whitespace-nowrap">{children}</dd>
    </div>
  );
}

export function LedgerResult({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-1 flex items-baseline justify-between gap-3 border-t border-b-[3px] border-t-text border-b-text [border-bottom-style:double] pt-2.5 pb-[9px]">
      <dt className="text-[14px] leading-5 font-strong">{label}</dt>
      <dd className="text-figure whitespace-nowrap">{children}</dd>
    </div>
  );
}

/** Facts below the result that are no part of the sum. */
export function LedgerNote({
  label,
  tone,
  children,
}: {
  label: ReactNode;
  tone?: "bad" | undefined;
  children: ReactNode;
}) {
  return (
    <div className="flex justify-between gap-3 py-[3px] text-small leading-5 text-text-2">
      <dt>{label}</dt>
      <dd className={cx("font-semibold", tone === "bad" ? "text-bad" : "text-text")}>{children}</dd>
    </div>
  );
}
