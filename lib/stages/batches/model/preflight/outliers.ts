import { type Lines, MARK, OPEN } from "./lines";
import { limitOf } from "./output";

const ENOUGH_LINES = 200;
/** Times the line in the middle, and never a line that would be done in a moment anyway. */
const TIMES_MIDDLE = 10;
const LEAST_TOKENS = 20_000;
/** More than this share of the lines is no exception but the shape of the file. */
const MOST_SHARE = 0.02;

export type Outliers = { rows: number[]; above: number };

/**
 * Lines that are so much larger than the others that a file waits for them alone. They are marked, to be sent in a part
 * of their own. `least`: a part of fewer would be refused.
 */
export function setApart(lines: Lines, limit: number | null, least: number): Outliers | null {
  const sizes: number[] = [];
  const rows: number[] = [];
  const sizeOf = (row: number) => {
    const most = limitOf(lines, row, limit);
    return lines.input.get(row) + (most === OPEN ? lines.output.get(row) : most);
  };
  for (let row = 0; row < lines.count; row += 1) if (lines.isSent(row)) sizes.push(sizeOf(row));
  if (sizes.length < ENOUGH_LINES) return null;
  const middle = Float64Array.from(sizes).sort()[sizes.length >> 1] ?? 0;
  const above = Math.max(TIMES_MIDDLE * middle, LEAST_TOKENS);
  const most = Math.floor(sizes.length * MOST_SHARE);
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.isSent(row) || sizeOf(row) <= above) continue;
    if (rows.push(row) > most) return null;
  }
  if (rows.length === 0 || rows.length < least) return null;
  for (const row of rows) lines.mark(row, MARK.apart);
  return { rows, above };
}
