import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { axisLabels, barsOf, isWeekend, tickLabel, ticksFor } from "./scale";
import { splitWidths } from "./split-bar";

const days = (count: number, from = "2025-11-01") =>
  Array.from({ length: count }, (_, index) => ({ day: addDays(from, index), sync: 2n, batch: 1n }));

describe("ticks", () => {
  test.each([
    [7205, [0, 3000, 6000, 9000]],
    [897, [0, 300, 600, 900]],
    [2.4, [0, 0.8, 1.6, 2.4]],
    [0, [0, 1]],
  ])("a maximum of %d", (max, expected) => {
    const ticks = ticksFor(max).map((tick) => Math.round(tick * 1e6) / 1e6);
    expect(ticks).toEqual(expected);
  });

  test("the highest line is never below the highest bar", () => {
    for (let max = 0.013; max < 1e9; max *= 1.37)
      expect(ticksFor(max).at(-1)).toBeGreaterThanOrEqual(max * 0.999999);
  });

  test.each([
    [0, "0"],
    [500, "$500"],
    [9000, "$9k"],
    [1500, "$1.5k"],
    [2_500_000, "$2.5M"],
    [0.02, "$0.02"],
  ])("%d is written %s", (value, text) => {
    expect(tickLabel(value)).toBe(text);
  });
});

describe("bars", () => {
  test("thirty days are thirty bars", () => {
    expect(barsOf(days(30))).toHaveLength(30);
  });

  test("a year is shown by weeks, and nothing is lost", () => {
    const bars = barsOf(days(365));
    expect(bars).toHaveLength(53);
    expect(bars.at(-1)).toEqual({ from: "2026-10-31", to: "2026-10-31", sync: 2n, batch: 1n });
    expect(bars.reduce((sum, bar) => sum + bar.sync + bar.batch, 0n)).toBe(365n * 3n);
  });

  test("weekends are known by their day", () => {
    expect(barsOf(days(7)).map(isWeekend)).toEqual([true, true, false, false, false, false, false]);
  });
});

describe("axis labels", () => {
  test("every seventh day and the last, the month once", () => {
    expect(axisLabels(barsOf(days(30)), 710).map(({ text }) => text)).toEqual([
      "1 Nov",
      "8",
      "15",
      "22",
      "29",
      "30",
    ]);
  });

  test("on a phone no two labels touch", () => {
    const at = axisLabels(barsOf(days(30)), 320).map(({ index }) => index);
    expect(at).toEqual([0, 7, 14, 21, 29]);
  });

  test("a new month is named", () => {
    const labels = axisLabels(barsOf(days(30, "2025-10-20")), 710);
    expect(labels.map(({ text }) => text)).toEqual(["20 Oct", "27", "3 Nov", "10", "17", "18"]);
  });
});

describe("split bar", () => {
  test("the two parts and the gap never exceed the width", () => {
    const { day, night } = splitWidths({ sync: 60, batch: 40, max: 100 }, 100);
    expect(day + night + 1).toBe(100);
  });

  test("a small part can be seen, nothing is not drawn", () => {
    expect(splitWidths({ sync: 1, batch: 0, max: 100_000 }, 100)).toEqual({ day: 2, night: 0 });
    expect(splitWidths({ sync: 0, batch: 0, max: 0 }, 100)).toEqual({ day: 0, night: 0 });
  });
});
