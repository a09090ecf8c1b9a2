import { expect, test } from "vitest";
import { whereWords } from "./line-words";

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
