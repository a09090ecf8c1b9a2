import { expect, test } from "vitest";
import { foundWords, whereWords } from "./line-words";

test.each([
  [[7], 1, "line 7"],
  [[7, 8, 9], 3, "lines 7 to 9"],
  [[4102, 4103, 4104, 4105], 12, "lines 4,102 to 4,105 and 8 more"],
  [[12, 40, 77], 3, "lines 12, 40 and 77"],
  [[12, 40, 77, 90, 91], 38, "lines 12, 40, 77 and 35 more"],
  [[3, 1, 2, 2], 3, "lines 1 to 3"],
  [[], 4, null],
])("%j of %d", (where, count, words) => {
  expect(whereWords(where, count)).toBe(words);
});

test("a finding says its lines once", () => {
  const found = { severity: "blocker", where: [2, 3], lines: 2 } as const;
  const finding = { ...found, code: "c", title: "t", mends: [], mended: false, where: [2, 3] };
  expect(foundWords({ ...finding, detail: "`stream` on lines 2 to 3" })).toBe("`stream` on lines 2 to 3");
  expect(foundWords({ ...finding, detail: "Results could not be told apart" })).toBe(
    "Results could not be told apart, lines 2 to 3",
  );
  expect(foundWords({ ...finding, detail: null })).toBe("Lines 2 to 3");
  expect(foundWords({ ...finding, detail: null, severity: "pass" })).toBe("");
});
