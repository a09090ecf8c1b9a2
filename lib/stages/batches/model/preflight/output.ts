import { formatWhole } from "@/lib/core/numbers";
import { type Lines, OPEN } from "./lines";

/** What is known of how much the endpoint's calls write. */
export type History = { mean: number; p99: number | null; calls: number };

/** How long answers are expected to be, and the limit that is offered where none is set. */
export type Expectation = { mean: number; low: number; high: number; ceiling: number; words: string };

/** Nothing else is known of a first batch: an answer of a page. Said wherever it is used. */
const DEFAULT_MEAN = 500;
const DEFAULT_CEILING = 4096;
const SMALLEST_CEILING = 256;

export function expectationOf(history: History | null): Expectation {
  if (!history)
    return {
      ...{ mean: DEFAULT_MEAN, low: DEFAULT_MEAN / 5, high: DEFAULT_MEAN * 4, ceiling: DEFAULT_CEILING },
      words: `${DEFAULT_MEAN} tokens each, an assumption: this endpoint has no calls to go by`,
    };
  const mean = Math.max(1, history.mean);
  const calls = `${formatWhole(Math.round(history.calls))} calls of this endpoint`;
  const ceiling = history.p99 === null ? Math.max(DEFAULT_CEILING, roundUp(mean * 4)) : roundUp(history.p99);
  return { mean, low: mean * 0.8, high: mean * 1.25, ceiling, words: `the mean of ${calls}` };
}

/** A limit that people know: 256, 512, 1,024 and so on. */
function roundUp(tokens: number): number {
  let ceiling = SMALLEST_CEILING;
  while (ceiling < tokens) ceiling *= 2;
  return ceiling;
}

/** The output limit of a line once the fix stands; OPEN where there is none. */
export function limitOf(lines: Lines, row: number, limit: number | null): number {
  const own = lines.maxOutput.get(row);
  if (limit === null || own === 0) return own;
  return own === OPEN ? limit : Math.min(own, limit);
}

export type OutputEstimate = { expected: number; low: number; high: number; open: number };

/** Gives every line its expected output, and sums up those that are sent. */
export function estimateOutput(lines: Lines, expected: Expectation, limit: number | null): OutputEstimate {
  const sum: OutputEstimate = { expected: 0, low: 0, high: 0, open: 0 };
  for (let row = 0; row < lines.count; row += 1) {
    const most = limitOf(lines, row, limit);
    const within = (tokens: number) => (most === OPEN ? tokens : Math.min(tokens, most));
    const tokens = Math.round(within(expected.mean));
    lines.output.set(row, tokens);
    if (!lines.isSent(row)) continue;
    sum.expected += tokens;
    sum.low += within(expected.low);
    sum.high += within(expected.high);
    if (most === OPEN) sum.open += 1;
  }
  return { ...sum, low: Math.floor(sum.low), high: Math.ceil(sum.high) };
}
