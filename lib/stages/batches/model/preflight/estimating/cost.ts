import { divideRounded, type Picodollars } from "@/lib/core/money";
import {
  type Band,
  bandOf,
  type FrozenModel,
  type FrozenRates,
  frozenModel,
  frozenRates,
} from "@/lib/stages/prices/model/frozen-rates";
import type { Group, Lines } from "../lines";
import { OPEN } from "../lines";
import { limitOf } from "../output";

/** Picodollars per token; null where no source gives a rate. */
export type Rate = { input: Picodollars | null; output: Picodollars | null };
export type GroupRates = { model: FrozenModel | null; sync: Record<Band, Rate>; batch: Record<Band, Rate> };

/** The rates of each group, for requests of either length. */
export function ratesOfGroups(groups: readonly Group[], frozen: FrozenRates): GroupRates[] {
  return groups.map((group) => {
    const model = group.model === null ? null : frozenModel(frozen, group.model);
    const rate = (tier: "sync" | "batch", band: Band): Rate => {
      const rates = model && frozenRates(model, tier, band);
      return { input: rates?.freshInput ?? null, output: group.writes ? (rates?.output ?? null) : 0n };
    };
    const both = (tier: "sync" | "batch") => ({ base: rate(tier, "base"), long: rate(tier, "long") });
    return { model, sync: both("sync"), batch: both("batch") };
  });
}

/** What one line is expected to cost in a batch; null: no price is known. */
export function costOfLine(rates: GroupRates | undefined, input: number, output: number): Picodollars | null {
  const band = rates?.model ? bandOf(rates.model, input) : "base";
  const { input: perInput, output: perOutput } = rates?.batch[band] ?? { input: null, output: null };
  return perInput === null || perOutput === null
    ? null
    : perInput * BigInt(input) + perOutput * BigInt(output);
}

type Sums = { input: number; output: number; highInput: number; highOutput: number };
const noSums = (): Sums => ({ input: 0, output: 0, highInput: 0, highOutput: 0 });

export type CostInput = {
  lines: Lines;
  groups: readonly Group[];
  rates: readonly GroupRates[];
  /** The output limit that a fix sets. */
  limit: number | null;
  /** How long an answer without a limit may become. */
  longestAnswer(group: number): number;
  /** By how much the input of a line may be more than expected, as a factor. */
  doubt(row: number): number;
  /** By how much its output may, where a limit holds. */
  outputDoubt: number;
};

export type CostSums = {
  sync: Picodollars | null;
  batch: Picodollars | null;
  high: Picodollars | null;
  /** Models without a price. */
  unpriced: string[];
  /** Lines that pay for a long context. */
  long: number;
};

/** Sums tokens by group and band first: one multiplication each, whatever the number of lines. */
export function sumCosts(input: CostInput): CostSums {
  const { lines, groups, rates } = input;
  const sums = groups.map(() => ({ base: noSums(), long: noSums() }));
  let long = 0;
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.isSent(row)) continue;
    const group = lines.group.get(row);
    const tokens = lines.input.get(row);
    const model = rates[group]?.model ?? null;
    const band = model ? bandOf(model, tokens) : "base";
    if (band === "long") long += 1;
    const sum = sums[group]?.[band];
    if (!sum) continue;
    const output = lines.output.get(row);
    const most = limitOf(lines, row, input.limit);
    sum.input += tokens;
    sum.output += output;
    sum.highInput += tokens * input.doubt(row);
    sum.highOutput += most === OPEN ? input.longestAnswer(group) : Math.min(most, output * input.outputDoubt);
  }
  const total = (tier: "sync" | "batch", isHigh: boolean) => totalOf(sums, rates, { tier, isHigh });
  const unpriced = groups.flatMap((group, place) =>
    isPriced(sums[place], rates[place]) ? [] : [group.model ?? "no model"],
  );
  return {
    sync: total("sync", false),
    batch: total("batch", false),
    high: total("batch", true),
    unpriced: [...new Set(unpriced)],
    long,
  };
}

type BandSums = Record<Band, Sums>;

function isPriced(sums: BandSums | undefined, rates: GroupRates | undefined): boolean {
  return totalOf(sums ? [sums] : [], rates ? [rates] : [], { tier: "batch", isHigh: false }) !== null;
}

function totalOf(
  sums: readonly BandSums[],
  rates: readonly GroupRates[],
  { tier, isHigh }: { tier: "sync" | "batch"; isHigh: boolean },
): Picodollars | null {
  let total = 0n;
  for (const [place, bands] of sums.entries())
    for (const band of ["base", "long"] as const) {
      const sum = bands[band];
      const [input, output] = isHigh ? [sum.highInput, sum.highOutput] : [sum.input, sum.output];
      if (input === 0 && output === 0) continue;
      const rate = rates[place]?.[tier][band];
      if (!rate || rate.input === null || rate.output === null) return null;
      total += rate.input * BigInt(Math.ceil(input)) + rate.output * BigInt(Math.ceil(output));
    }
  return total;
}

/** Dollars per million of a rate per token, as text for a sentence: `$2.00`. */
export function perMillion(rate: Picodollars): string {
  const cents = divideRounded(rate * 1_000_000n, 10_000_000n);
  const text = cents.toString().padStart(6, "0");
  const [whole, fraction] = [text.slice(0, -5), text.slice(-5).replace(/0{1,3}$/, "")];
  return `$${whole}.${fraction}`;
}
