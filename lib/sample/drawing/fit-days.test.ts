import { expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/sample/larkspur/endpoints";
import { BATCH_DAYS, SYNC_DAYS, TICKET_DAYS } from "@/lib/sample/larkspur/month";
import { fitDays } from "./fit-days";
import { fitSums, spread, spreadFromOne, sum } from "./spread";

const cells = fitDays(ENDPOINTS);
const centsOn = (day: number, tier: string) =>
  sum(cells.filter((cell) => cell.day === day && cell.part.tier === tier).map((cell) => cell.cents));

test("every day of the month is the day of the overview, sync and batch", () => {
  for (const day of SYNC_DAYS.keys()) {
    expect([day + 1, centsOn(day + 1, "sync")]).toEqual([day + 1, SYNC_DAYS[day]]);
    expect([day + 1, centsOn(day + 1, "batch")]).toEqual([day + 1, BATCH_DAYS[day]]);
  }
});

test("every part keeps its sum", () => {
  for (const endpoint of ENDPOINTS)
    for (const work of endpoint.works)
      for (const part of work.parts) {
        const found = sum(cells.filter((cell) => cell.part === part).map((cell) => cell.cents));
        expect([endpoint.name, found]).toEqual([endpoint.name, part.cents]);
      }
});

test("an endpoint whose page draws its days has those days", () => {
  const days = TICKET_DAYS.map((_, index) =>
    sum(
      cells
        .filter((cell) => cell.endpoint.name === "support/ticket-summaries" && cell.day === index + 1)
        .map((cell) => cell.cents),
    ),
  );
  expect(days).toEqual(TICKET_DAYS);
});

test("nothing is below zero, and what starts late starts late", () => {
  expect(cells.filter((cell) => cell.cents < 0)).toEqual([]);
  const first = (name: string) =>
    Math.min(...cells.filter((c) => c.endpoint.name === name && c.part.tier === "batch").map((c) => c.day));
  expect(first("docs/contract-extract")).toBe(17);
  expect(first("evals/regression-suite")).toBe(6);
});

test("spreading keeps the sum, whatever the weights", () => {
  expect(sum(spread(1_000_003, [1, 2, 3, 5, 0, 7]))).toBe(1_000_003);
  expect(spread(0, [0, 0])).toEqual([0, 0]);
  expect(() => spread(1, [0, 0])).toThrow();
  expect(spreadFromOne(7, [0.1, 0.1, 100])).toEqual([1, 1, 5]);
});

test("fitting keeps rows, columns and empty places", () => {
  const fitted = fitSums(
    [
      [1, 0, 1],
      [1, 1, 1],
    ],
    [10, 11],
    [7, 6, 8],
  );
  expect(fitted.map(sum)).toEqual([10, 11]);
  expect([0, 1, 2].map((j) => sum(fitted.map((row) => row[j] ?? 0)))).toEqual([7, 6, 8]);
  expect(fitted[0]?.[1]).toBe(0);
});
