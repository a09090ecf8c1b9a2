import { formatDollars, formatFineDollars } from "@/lib/core/money";
import { cx } from "./class-names";

/** Picodollars as bigint, or as text where they crossed as JSON. */
export type Amount = bigint | string | null;

function picodollars(value: Amount): bigint | null {
  return typeof value === "string" ? BigInt(value) : value;
}

/** `$177,277`, with cents `$24,416.73`, fine also `$0.0125`; an en dash with a word for what is unknown. */
export function Dollars({
  value,
  cents = false,
  fine = false,
  className,
}: {
  value: Amount;
  cents?: boolean;
  fine?: boolean;
  className?: string;
}) {
  const amount = picodollars(value);
  if (amount === null) {
    return (
      <span className={cx("text-text-3", className)}>
        <span aria-hidden="true">–</span>
        <span className="sr-only">unknown</span>
      </span>
    );
  }
  return (
    <span className={className}>{fine ? formatFineDollars(amount) : formatDollars(amount, { cents })}</span>
  );
}
