import type { Lines } from "./lines";
import { MARK } from "./lines";

/** The last hash, low and high: a pair that is not allocated a million times. */
export const hashed = { low: 0, high: 0 };

/** 64 bits of an id, into `hashed`. Two ids of a million share one by a chance of one in thirty million. */
export function hashId(id: string): void {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let at = 0; at < id.length; at += 1) {
    const sign = id.charCodeAt(at);
    low = Math.imul(low ^ sign, 2654435761);
    high = Math.imul(high ^ sign, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  hashed.low = low >>> 0;
  hashed.high = high >>> 0;
}

/**
 * Marks every line whose id a sent line before it has, and says the how many-th of its id it is. Without texts: a table
 * of row numbers, at most half full.
 */
export function markDuplicates(lines: Lines): void {
  let size = 16;
  while (size < lines.count * 2) size *= 2;
  const table = new Uint32Array(size);
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.isSent(row) || lines.has(row, MARK.noId)) continue;
    const [low, high] = [lines.hashLow.get(row), lines.hashHigh.get(row)];
    let slot = low & (size - 1);
    let first = table[slot] ?? 0;
    while (first > 0 && (lines.hashLow.get(first - 1) !== low || lines.hashHigh.get(first - 1) !== high)) {
      slot = (slot + 1) & (size - 1);
      first = table[slot] ?? 0;
    }
    if (first === 0) {
      table[slot] = row + 1;
      continue;
    }
    const earlier = Math.max(1, lines.ordinal.get(first - 1));
    lines.ordinal.set(first - 1, earlier + 1);
    lines.ordinal.set(row, earlier + 1);
    lines.mark(row, MARK.duplicate);
  }
}
