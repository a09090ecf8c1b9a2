import { DOLLAR, formatDollars, type Picodollars, roundParts } from "@/lib/core/money";
import type { SpendPage, SpendRow } from "@/lib/stages/spend/model/page";
import { isByCost } from "@/lib/stages/spend/model/query";

const PARETO = 0.95;
const TOP = 10;
/** A rest of one or two rows is shown, not summed up. */
const SHORTEST_REST = 3;

export type Rest = { count: number; cost: Picodollars | null; shown: Picodollars | null };
export type Amounts = {
  rows: SpendRow[];
  /** Of each row, rounded so that with the rest they add up to the total on the screen. */
  shown: Map<string, Picodollars | null>;
  rest: Rest | null;
  total: Picodollars | null;
  cents: boolean;
  /** The ten that pay the most, where the list is that of the bill and longer than they. */
  top: { cost: Picodollars; share: number } | null;
};

/** The rows down to 95 % of the bill; what is smaller is one line until somebody asks for it. */
export function amountsOf(page: SpendPage, showAll: boolean): Amounts {
  const { totals, query } = page;
  const isRanked = isByCost(query) && query.offset === 0;
  const rows = isRanked && !showAll ? page.rows.slice(0, cutOf(page.rows, totals.groups)) : page.rows;
  const cents = (totals.cost ?? 0n) < 1000n * DOLLAR;
  const unit = cents ? DOLLAR / 100n : DOLLAR;
  const before = query.offset > 0 ? totals.groups - rows.length : 0;
  const left = totals.groups - rows.length - before;
  const known = rows.map((row) => row.cost ?? 0n);
  const leftCost = (totals.cost ?? 0n) - known.reduce((sum, cost) => sum + cost, 0n);
  const rounded = roundParts([...known, leftCost], unit);
  const shown = new Map(
    rows.map((row, index) => [row.key, row.cost === null ? null : (rounded[index] ?? 0n)]),
  );
  const restCost = totals.cost === null ? null : (rounded.at(-1) ?? 0n);
  const total = totals.cost === null ? null : rounded.reduce((sum, cost) => sum + cost, 0n);
  const tenth = rows[TOP - 1];
  const top =
    isRanked && tenth?.cumulativeShare != null && totals.groups > TOP && rows.length > TOP
      ? { cost: rounded.slice(0, TOP).reduce((sum, cost) => sum + cost, 0n), share: tenth.cumulativeShare }
      : null;
  return {
    ...{ rows, shown, total, cents, top },
    rest: left > 0 || before > 0 ? { count: left + before, cost: leftCost, shown: restCost } : null,
  };
}

function cutOf(rows: SpendRow[], groups: number): number {
  const reached = rows.findIndex((row) => (row.cumulativeShare ?? 0) >= PARETO) + 1;
  const cut = reached === 0 ? rows.length : Math.max(reached, TOP);
  return groups - cut < SHORTEST_REST ? rows.length : Math.min(cut, rows.length);
}

export function money(value: Picodollars | null, cents: boolean): string {
  return formatDollars(value, { cents });
}

/** `16% batch`; null when none of it is. A share that is there is never called 0 %. */
export function batchWord(row: { cost: bigint | null; costBatch: bigint | null }): string | null {
  if (!row.cost || !row.costBatch || row.costBatch <= 0n) return null;
  const percent = Math.round(Number((row.costBatch * 10_000n) / row.cost) / 100);
  return percent === 0 ? "<1% batch" : `${percent}% batch`;
}
