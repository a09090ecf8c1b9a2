import { expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { batchShareOf, type DaySpend } from "./overview";

const month = (batchOn: (index: number) => bigint, count = 30): DaySpend[] =>
  Array.from({ length: count }, (_, index) => ({
    day: addDays("2025-11-01", index),
    sync: 80n,
    batch: batchOn(index),
    other: 0n,
  }));

test("the first week is compared with the last", () => {
  const share = batchShareOf(month((index) => (index < 23 ? 20n : 120n)));
  expect(share).toEqual({ kind: "weeks", first: 0.2, last: 0.6 });
});

test("under two weeks there is one share", () => {
  expect(batchShareOf(month(() => 20n, 13))).toEqual({ kind: "whole", share: 0.2 });
});

test("a week without spend has no share of its own", () => {
  const days = month(() => 20n).map((day, index) => (index < 7 ? { ...day, sync: 0n, batch: 0n } : day));
  expect(batchShareOf(days)).toEqual({ kind: "whole", share: 0.2 });
});

test("no batch at all, and no spend at all, are said as such", () => {
  expect(batchShareOf(month(() => 0n))).toEqual({ kind: "all-sync" });
  expect(batchShareOf([])).toEqual({ kind: "no-spend" });
});

test("flex and priority are part of the whole", () => {
  const days = month(() => 20n).map((day) => ({ ...day, other: 100n }));
  expect(batchShareOf(days)).toEqual({ kind: "weeks", first: 0.1, last: 0.1 });
});
