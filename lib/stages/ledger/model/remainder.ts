import { TIERS, type Tier } from "@/lib/core/values";

/** What is compared, by token class; the lifetimes of a cache write are one class, since sources differ in naming them. */
const CLASSES = {
  requests: ["requests"],
  freshInput: ["freshInput"],
  cachedInput: ["cachedInput"],
  cacheWrite: ["cacheWrite5m", "cacheWrite1h", "cacheWriteOther"],
  output: ["output"],
  reasoning: ["reasoning"],
  cost: ["cost"],
} as const;
type Class = keyof typeof CLASSES;
export type Amount = (typeof CLASSES)[Class][number];
export type Amounts = Record<Amount, bigint | null>;
/** One model and tier of one provider and day, on one side. Null model and unknown tier: the source does not say. */
export type Cell = { model: string | null; tier: Tier; amounts: Amounts };

const FOUND: Class[] = ["freshInput", "cachedInput", "cacheWrite", "output"];
/** Counted, but not seen by the provider: late data, another account, a wrong tier, a gateway counted twice. */
export type Finding = { model: string | null; tier: Tier; class: Class; provider: bigint; counted: bigint };

/** `place` of the amount within its class. */
type Lot = { cell: number; amount: Amount; place: number; left: bigint };

/**
 * What only the provider saw: its cells minus what is counted already, never below zero. A side that does not say its
 * model or tier is compared with all of them, after those that say it. `rest` stands in the order of `provider`.
 */
export function remainderOf(provider: Cell[], counted: Cell[]): { rest: Amounts[]; findings: Finding[] } {
  const rest = provider.map(({ amounts }) => ({ ...amounts }));
  const findings: Finding[] = [];
  for (const [name, amounts] of Object.entries(CLASSES) as [Class, readonly Amount[]][]) {
    const seen = lotsOf(provider, amounts);
    if (seen.length === 0) continue; // the provider does not report this class: nothing to compare
    const taken = lotsOf(counted, amounts);
    for (const { from, by } of pairs(provider, counted, { seen, taken })) {
      const over = from.left - by.left;
      const both = over < 0n ? from.left : by.left;
      from.left -= both;
      by.left -= both;
    }
    for (const { cell, amount, left } of seen) {
      const row = rest[cell];
      if (row) row[amount] = left;
    }
    if (FOUND.includes(name)) findings.push(...excesses(name, counted, taken));
  }
  return { rest, findings };
}

function lotsOf(cells: Cell[], amounts: readonly Amount[]): Lot[] {
  return cells.flatMap(({ amounts: known }, cell) =>
    amounts.flatMap((amount, place) => {
      const left = known[amount];
      return left === null ? [] : [{ cell, amount, place, left }];
    }),
  );
}

type Pair = { from: Lot; by: Lot; order: (number | string)[] };

/** Which counted lot may reduce which provider lot, the most exact match first. */
function pairs(provider: Cell[], counted: Cell[], lots: { seen: Lot[]; taken: Lot[] }): Pair[] {
  const found: Pair[] = [];
  for (const from of lots.seen)
    for (const by of lots.taken) {
      const a = provider[from.cell];
      const b = counted[by.cell];
      if (!a || !b) continue;
      const models = a.model === b.model ? 0 : a.model === null || b.model === null ? 1 : null;
      const tiers = a.tier === b.tier ? 0 : a.tier === "unknown" || b.tier === "unknown" ? 1 : null;
      if (models === null || tiers === null) continue;
      const lifetimes = from.amount === by.amount ? 0 : 1;
      const names = [a, b].flatMap(({ model, tier }) => [model ?? "\uffff", TIERS.indexOf(tier)]);
      found.push({ from, by, order: [models * 4 + tiers * 2 + lifetimes, ...names, from.place, by.place] });
    }
  return found.sort((x, y) => compareOrders(x.order, y.order));
}

function compareOrders(a: (number | string)[], b: (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function excesses(name: Class, counted: Cell[], taken: Lot[]): Finding[] {
  return counted.flatMap(({ model, tier, amounts }, cell) => {
    const left = taken.reduce((sum, lot) => (lot.cell === cell ? sum + lot.left : sum), 0n);
    if (left === 0n) return [];
    const all = CLASSES[name].reduce((sum, amount) => sum + (amounts[amount] ?? 0n), 0n);
    return [{ model, tier, class: name, provider: all - left, counted: all }];
  });
}

/** True when something of it is left to book: tokens or requests, or, where the provider knows neither, cost. */
export function isBooked(rest: Amounts): boolean {
  const { cost, reasoning: _, ...measures } = rest;
  const known = Object.values(measures).filter((value) => value !== null);
  return known.length > 0 ? known.some((value) => value > 0n) : (cost ?? 0n) > 0n;
}
