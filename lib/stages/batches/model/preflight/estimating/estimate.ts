import type { Group, Lines } from "../lines";
import { type Encoding, encodingOf, ratioOf, WIDE_RATIO } from "./tokenizers";

/** Tokens that one character costs in the lines of a group, and how sure that is. */
export type Cost = { expected: number; low: number; high: number; words: string };

/** What was found in a piece of text of a line: `tokens` null where no public tokenizer counts it. */
export type Measured = {
  group: Group;
  characters: number;
  wide: number;
  tokens: number | null;
  /** How much of the file the piece speaks for. */
  weight: number;
};

/** Fewer pieces than this say little about how much they differ. */
const ENOUGH = 8;
const LEAST_DOUBT = 0.01;
const DOUBT_OF_FEW = 0.05;

/** How much the text of each group weighs, from pieces that were taken evenly over the file. */
export function costsOf(
  provider: string,
  groups: readonly Group[],
  { measured, isCounted }: { measured: readonly Measured[]; isCounted: boolean },
): Cost[] {
  return groups.map((group) => {
    const encoding = encodingOf(provider, group.model);
    const alike = measured.filter((piece) => encodingOf(provider, piece.group.model) === encoding);
    const cost = (encoding && countedCost(encoding, alike)) ?? statedCost(provider, group, alike);
    return isCounted && encoding ? { ...cost, words: encoding } : cost;
  });
}

function countedCost(encoding: Encoding, pieces: readonly Measured[]): Cost | null {
  const shares = pieces.flatMap(({ tokens, characters, weight }) =>
    tokens === null || characters === 0 ? [] : [{ share: tokens / characters, weight }],
  );
  const all = shares.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return null;
  const mean = shares.reduce((sum, { share, weight }) => sum + share * weight, 0) / all;
  const variance = shares.reduce((sum, { share, weight }) => sum + weight * (share - mean) ** 2, 0) / all;
  const doubt =
    shares.length < ENOUGH ? DOUBT_OF_FEW : (2 * Math.sqrt(variance / shares.length)) / Math.max(mean, 1e-9);
  const off = Math.max(LEAST_DOUBT, doubt);
  return { expected: mean, low: mean * Math.max(0, 1 - off), high: mean * (1 + off), words: encoding };
}

/** By what the vendor says of its tokenizer; signs that take a token nearly each are told apart. */
function statedCost(provider: string, group: Group, pieces: readonly Measured[]): Cost {
  const texts = pieces.filter(({ characters }) => characters > 0);
  const all = texts.reduce((sum, { weight }) => sum + weight, 0);
  const wides = texts.reduce((sum, { wide, characters, weight }) => sum + (weight * wide) / characters, 0);
  const wide = all === 0 ? 0 : wides / all;
  const { expected, low, high, words } = ratioOf(provider, group.model);
  const cost = (characters: number) => (1 - wide) / characters + wide / WIDE_RATIO;
  return { expected: cost(expected), low: cost(high), high: cost(low), words };
}

/** Tokens of each line that were counted, in the order of the lines; UNCOUNTED where nobody could. */
export type Counted = Uint32Array;
export const UNCOUNTED = 0xffffffff;

export type InputEstimate = {
  expected: number;
  low: number;
  high: number;
  longest: number;
  how: "sampled" | "exact";
  tokenizer: string;
};

/** Gives every line its input tokens, and sums up those that are sent. */
export function estimateInput(lines: Lines, costs: readonly Cost[], counted: Counted | null): InputEstimate {
  const sum = { expected: 0, low: 0, high: 0, longest: 0 };
  let isExact = counted !== null;
  for (let row = 0; row < lines.count; row += 1) {
    const exact = counted?.[row] ?? UNCOUNTED;
    const cost = costs[lines.group.get(row)];
    const [characters, around] = [lines.characters.get(row), lines.around.get(row)];
    const tokens = exact === UNCOUNTED ? Math.round(characters * (cost?.expected ?? 0)) + around : exact;
    lines.input.set(row, tokens);
    if (!lines.isSent(row)) continue;
    sum.expected += tokens;
    if (tokens > sum.longest) sum.longest = tokens;
    if (exact === UNCOUNTED) isExact = false;
    sum.low += exact === UNCOUNTED ? characters * (cost?.low ?? 0) + around : exact;
    sum.high += exact === UNCOUNTED ? characters * (cost?.high ?? 0) + around : exact;
  }
  return {
    expected: sum.expected,
    low: Math.floor(sum.low),
    high: Math.ceil(sum.high),
    longest: sum.longest,
    how: isExact ? "exact" : "sampled",
    tokenizer: [...new Set(costs.map(({ words }) => words))].join(", "),
  };
}

/** By how much the tokens of a line may be more than expected. */
export function doubtOf(costs: readonly Cost[], group: number, counted: Counted | null, row: number): number {
  if (counted && (counted[row] ?? UNCOUNTED) !== UNCOUNTED) return 1;
  const cost = costs[group];
  return cost && cost.expected > 0 ? cost.high / cost.expected : 1;
}
