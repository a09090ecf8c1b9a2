/** Money is bigint picodollars (1e-12 US dollar): half of a cached-token price is often not a whole nanodollar. */
export type Picodollars = bigint;

export const DOLLAR: Picodollars = 1_000_000_000_000n;

const DECIMAL = /^([+-])?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a decimal text such as "12.5", "1e-06" or "-3". Null when it is no number; digits past 1e-12 are rounded half up. */
export function parseDollars(text: string): Picodollars | null {
  const match = DECIMAL.exec(text.trim());
  if (!match || (!match[2] && !match[3])) return null;
  const fraction = match[3] ?? "";
  const digits = `${match[2] ?? ""}${fraction}`;
  const shift = 12 - fraction.length + Number(match[4] ?? 0);
  const value =
    shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : divideRounded(BigInt(digits), 10n ** BigInt(-shift));
  return match[1] === "-" ? -value : value;
}

/** Division with rounding half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (n * 2n + d) / (d * 2n);
  return negative ? -rounded : rounded;
}

/** The exact decimal text that the API promises: at least two decimals, no trailing zeros after them. */
export function toDecimal(value: Picodollars): string {
  const negative = value < 0n;
  const absolute = negative ? -value : value;
  const fraction = (absolute % DOLLAR).toString().padStart(12, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${negative ? "-" : ""}${absolute / DOLLAR}.${fraction}`;
}

/** Null stays null: unknown is not zero. */
export function toDecimalOrNull(value: Picodollars | null): string | null {
  return value === null ? null : toDecimal(value);
}

/** For eyes: `$177,277`, with a true minus; en dash for unknown. */
export function formatDollars(value: Picodollars | null, options: { cents?: boolean } = {}): string {
  if (value === null) return "–";
  const unit = options.cents ? DOLLAR / 100n : DOLLAR;
  const rounded = divideRounded(value, unit);
  const absolute = rounded < 0n ? -rounded : rounded;
  const sign = rounded < 0n ? "−" : "";
  if (!options.cents) return `${sign}$${group(absolute)}`;
  return `${sign}$${group(absolute / 100n)}.${(absolute % 100n).toString().padStart(2, "0")}`;
}

/** For requests and batches: `$0.0125` below a dollar, else with cents. What is not zero is never shown as zero. */
export function formatFineDollars(value: Picodollars | null): string {
  if (value !== null && value < 0n) return `−${formatFineDollars(-value)}`;
  if (value === null || value === 0n || value >= DOLLAR) return formatDollars(value, { cents: true });
  const parts = divideRounded(value, DOLLAR / 10_000n);
  return parts === 0n ? "<$0.0001" : `$0.${parts.toString().padStart(4, "0")}`;
}

/**
 * Rounds parts to whole units so that they add up to the rounded total (largest remainder).
 * A figure that is the sum of shown figures must equal what is shown.
 */
export function roundParts(parts: Picodollars[], unit: Picodollars = DOLLAR): Picodollars[] {
  const total = divideRounded(
    parts.reduce((sum, part) => sum + part, 0n),
    unit,
  );
  const floors = parts.map((part) => floorDivide(part, unit));
  let missing = total - floors.reduce((sum, floor) => sum + floor, 0n);
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part - floorDivide(part, unit) * unit }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder) {
    if (missing <= 0n) break;
    floors[index] = (floors[index] ?? 0n) + 1n;
    missing -= 1n;
  }
  return floors.map((floor) => floor * unit);
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function group(value: bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}
