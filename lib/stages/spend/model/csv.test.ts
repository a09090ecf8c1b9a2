import { expect, test } from "vitest";
import { cell, csvName } from "./csv";
import { readAddress } from "./query";

test.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1+1", "'+1+1"],
  ["-2", "'-2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", `"'\t=1"`],
  ["\r=1", `"'\r=1"`],
  ["  =1", "'  =1"],
  ['=1+1;"x"', `"'=1+1;""x"""`],
  ["＝1+1", "'＝1+1"],
  ["plain, with comma", '"plain, with comma"'],
  ["chat/assistant", "chat/assistant"],
  ["a=b", "a=b"],
])("a cell that a spreadsheet would run becomes text: %j", (value, expected) => {
  expect(cell(value)).toBe(expected);
});

test("the file name tells period, grouping and filters, and is safe as a name", () => {
  const query = readAddress(
    new URLSearchParams("groupBy=team&provider=openai&minCost=250&search=../../x%22&owner=a@b.c"),
    50,
  );
  expect(csvName({ query, period: { from: "2025-11-01", to: "2025-11-30" } })).toBe(
    "offpeak-spend-by-team-2025-11-01-to-2025-11-30-provider-openai-owner-a_b.c-over-250.00-text-.._.._x_.csv",
  );
});
