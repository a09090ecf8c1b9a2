import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { regressionOf, type WatchedUsage } from "./regression";

const day = (
  number: number,
  sync: number,
  batch: number,
  more: Partial<WatchedUsage> = {},
): WatchedUsage => ({
  ...{ day: `2025-11-${String(number).padStart(2, "0")}`, job: "nightly", inHours: 1, ofClients: 1 },
  ...{ sync: BigInt(sync) * DOLLAR, batch: BigInt(batch) * DOLLAR, ...more },
});
const half = { batchShare: 0.5, savingShare: 0.5 };

test("what stays batch is no slide, nor a late tail", () => {
  expect(regressionOf({ usage: [], scope: null, ...half })).toBeNull();
  expect(regressionOf({ usage: [day(1, 0, 100)], scope: null, ...half })).toBeNull();
  expect(regressionOf({ usage: [day(1, 20, 100)], scope: null, ...half })).toBeNull();
});

test("sync calls that come back cost their saving, per day", () => {
  const found = regressionOf({ usage: [day(1, 100, 50), day(2, 100, 50)], scope: null, ...half });
  expect(found).toEqual({ share: 0.5, perDay: 50n * DOLLAR, from: "2025-11-01", to: "2025-11-02" });
});

test("only calls that the owner let go count", () => {
  const counter = day(1, 1000, 0, { job: "counter" });
  const usage = [day(1, 0, 100), counter];
  expect(regressionOf({ usage, scope: { jobs: ["Nightly"] }, ...half })).toBeNull();
  expect(regressionOf({ usage, scope: { jobs: ["counter"] }, ...half })?.perDay).toBe(500n * DOLLAR);
  expect(
    regressionOf({ usage: [day(1, 1000, 500, { inHours: 0.05 })], scope: { hours: [1] }, ...half }),
  ).toBeNull();
  expect(
    regressionOf({
      usage: [day(1, 1000, 500, { ofClients: 0.05 })],
      scope: { clientClasses: ["cron"] },
      ...half,
    }),
  ).toBeNull();
});

test("of a percentage only the sync calls beyond the rest count", () => {
  // 1000 at sync price, 60% may stay sync.
  expect(regressionOf({ usage: [day(1, 600, 200)], scope: { percent: 40 }, ...half })).toBeNull();
  expect(regressionOf({ usage: [day(1, 800, 100)], scope: { percent: 40 }, ...half })).toMatchObject({
    share: 0.5,
    perDay: 100n * DOLLAR,
  });
});

test("without a price the slide is told, its dollars are not", () => {
  expect(
    regressionOf({ usage: [day(1, 100, 0)], scope: null, batchShare: null, savingShare: null }),
  ).toMatchObject({ share: 1, perDay: null });
});
