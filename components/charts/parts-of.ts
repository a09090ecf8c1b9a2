import { type Picodollars, roundParts } from "@/lib/core/money";

/**
 * Parts in whole dollars that make exactly `total`, a sum that was rounded beside others and so may be a dollar off
 * their own: the largest part takes the difference.
 */
export function partsOf(amounts: Picodollars[], total: Picodollars): Picodollars[] {
  const parts = roundParts(amounts);
  const difference = total - parts.reduce((sum, part) => sum + part, 0n);
  const largest = parts.reduce((best, part, index) => (part > (parts[best] ?? 0n) ? index : best), 0);
  return parts.map((part, index) => (index === largest ? part + difference : part));
}
