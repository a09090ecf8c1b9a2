/** `7.60B`, `412M`, `980K`, `17`; en dash for unknown. Three digits that matter. */
export function formatCount(value: bigint | number | null): string {
  if (value === null) return "–";
  const number = Number(value);
  const absolute = Math.abs(number);
  for (const [size, letter] of [
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "K"],
  ] as const) {
    if (absolute < size * 0.9995) continue;
    const scaled = number / size;
    const digits = Math.abs(scaled) >= 99.95 ? 0 : Math.abs(scaled) >= 9.995 ? 1 : 2;
    return `${scaled.toFixed(digits)}${letter}`;
  }
  return String(number);
}

/** `1,204` */
export function formatWhole(value: bigint | number): string {
  return BigInt(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share 0–1 as `16%`, with `digits` decimals; en dash for unknown. */
export function formatShare(share: number | null, digits = 0): string {
  return share === null ? "–" : `${(share * 100).toFixed(digits)}%`;
}

/** part / whole as a number 0–1; null when the whole is not above zero. */
export function shareOf(part: bigint | null, whole: bigint | null): number | null {
  if (part === null || whole === null || whole <= 0n) return null;
  return Number((part * 1_000_000_000n) / whole) / 1_000_000_000;
}

/** `412 MB`, `6.1 MB`, `18 KB` (1 MB = 10^6 bytes). */
export function formatBytes(bytes: bigint | number): string {
  const value = Number(bytes);
  for (const [size, unit] of [
    [1e9, "GB"],
    [1e6, "MB"],
    [1e3, "KB"],
  ] as const) {
    if (value < size) continue;
    const scaled = value / size;
    return `${scaled >= 100 ? scaled.toFixed(0) : scaled.toFixed(1).replace(/\.0$/, "")} ${unit}`;
  }
  return `${value} B`;
}
