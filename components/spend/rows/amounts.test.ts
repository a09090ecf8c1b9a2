import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { measuresOf, NO_SUMS, rowOf, type SpendPage, totalsOf } from "@/lib/stages/spend/model/page";
import { readAddress } from "@/lib/stages/spend/model/query";
import { amountsOf, batchWord } from "./amounts";

/** A page of rows that cost so many picodollars. */
function pageOf(costs: (bigint | null)[], address = ""): SpendPage {
  const total = costs.reduce<bigint>((sum, cost) => sum + (cost ?? 0n), 0n);
  let cumulative = 0n;
  const rows = costs.map((cost, index) => {
    cumulative += cost ?? 0n;
    const words = { owner: null, owners: 0, ownerName: null, team: null, costCenter: null, kind: "endpoint" };
    const later = { fit: null, answer: null, forecastSaving: null, realisedSaving: null, stage: null };
    return rowOf(measuresOf({ ...NO_SUMS, reported: cost, sync: cost }), {
      ...{ ...words, ...later, rank: index + 1, key: `k${index}`, label: `job ${index}` },
      ...{ providers: [], models: [], total, cumulative: cost === null ? null : cumulative, trend: null },
    });
  });
  const totals = totalsOf({ ...NO_SUMS, reported: total, sync: total }, costs.length, []);
  const period = { from: "2025-11-01", to: "2025-11-30" };
  const query = readAddress(new URLSearchParams(address), 50);
  return { period, isDefault: true, lastDay: period.to, query, rows, totals, nextCursor: null };
}
const dollars = (values: number[]) =>
  values.map((value) => BigInt(Math.round(value * 100)) * (DOLLAR / 100n));
const sum = (values: (bigint | null)[]) => values.reduce<bigint>((total, value) => total + (value ?? 0n), 0n);

test("what is shown adds up to the total that is shown", () => {
  const page = pageOf(dollars([5000.4, 4000.4, 3000.4, 2000.4, 1000.4]));
  const { shown, total, rest } = amountsOf(page, false);
  expect(rest).toBeNull();
  expect([...shown.values()].every((value) => (value ?? 0n) % DOLLAR === 0n)).toBe(true);
  expect(sum([...shown.values()])).toBe(total);
  expect(total).toBe(15_002n * DOLLAR);
});

test("the smallest rows are one line that keeps the sum whole", () => {
  const page = pageOf(dollars([...Array.from({ length: 12 }, () => 1000.3), 10.3, 9.3, 8.3, 7.3]));
  const { rows, rest, shown, total, top } = amountsOf(page, false);
  expect(rows).toHaveLength(12);
  expect(rest?.count).toBe(4);
  expect(sum([...shown.values(), rest?.shown ?? null])).toBe(total);
  expect(top?.share).toBeCloseTo(10_003 / 12_038.8, 4);
  expect(top?.cost).toBe(sum([...shown.values()].slice(0, 10)));
  expect(amountsOf(page, true).rest).toBeNull();
});

test("without a rank there is no top ten and no cut", () => {
  const costs = dollars(Array.from({ length: 20 }, (_, index) => 2000 - index * 100));
  const { rows, top } = amountsOf(pageOf(costs, "sort=label"), false);
  expect(rows).toHaveLength(20);
  expect(top).toBeNull();
});

test("what has no price stays unknown and changes no sum", () => {
  const { shown, total } = amountsOf(pageOf([...dollars([2000.5, 1000.5]), null]), false);
  expect([...shown.values()].at(-1)).toBeNull();
  expect(sum([...shown.values()])).toBe(total);
});

test("little money is shown with its cents", () => {
  const { cents, shown } = amountsOf(pageOf(dollars([1.23, 0.4])), false);
  expect(cents).toBe(true);
  expect([...shown.values()]).toEqual(dollars([1.23, 0.4]));
});

test("a batch share that is there is never called nothing", () => {
  expect(batchWord({ cost: 100_000n, costBatch: 88_000n })).toBe("88% batch");
  expect(batchWord({ cost: 100_000n, costBatch: 1n })).toBe("<1% batch");
  expect(batchWord({ cost: 100n, costBatch: 0n })).toBeNull();
  expect(batchWord({ cost: null, costBatch: null })).toBeNull();
});
