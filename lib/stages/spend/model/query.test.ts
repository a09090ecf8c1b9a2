import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { cursorAt, isUnfiltered, readAddress, writeQuery } from "./query";

const read = (address: string) => readAddress(new URLSearchParams(address), 50);

test.each([
  "",
  "groupBy=team",
  "from=2025-11-01&to=2025-11-30&groupBy=model&provider=openai&provider=vertex&team=unassigned&minCost=250&search=a+b",
  "sort=label&order=desc",
  "order=asc",
  `cursor=${cursorAt(100)}`,
])("an address is written as it was read: %s", (address) => {
  expect(writeQuery(read(address)).toString()).toBe(address);
});

test("what belongs to the page is left alone, what is empty counts as absent", () => {
  expect(read("columns=rank&selected=x&from=&search=")).toEqual(read(""));
});

test("text is sorted upwards, figures downwards, unless told", () => {
  expect(read("sort=owner").sort).toEqual({ by: "owner", descending: false });
  expect(read("sort=requests").sort).toEqual({ by: "requests", descending: true });
});

test("a repeated filter keeps all its values", () => {
  expect(read("tier=sync&tier=batch&minCost=250")).toMatchObject({
    filters: { tier: ["sync", "batch"] },
    minCost: 250n * DOLLAR,
  });
  expect(isUnfiltered(read("sort=label&limit=3"))).toBe(true);
  expect(isUnfiltered(read("tier=sync"))).toBe(false);
});
