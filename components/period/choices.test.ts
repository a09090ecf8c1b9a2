import { expect, test } from "vitest";
import { monthOf, periodChoices, periodHref, periodTitle } from "./choices";

test.each([
  ["2025-11-30", { from: "2025-11-01", to: "2025-11-30" }],
  ["2024-02-10", { from: "2024-02-01", to: "2024-02-29" }],
  ["2025-12-31", { from: "2025-12-01", to: "2025-12-31" }],
])("the month of %s", (day, period) => {
  expect(monthOf(day)).toEqual(period);
});

test("a whole month is called by its name", () => {
  expect(periodTitle({ from: "2025-11-01", to: "2025-11-30" })).toBe("November 2025");
  expect(periodTitle({ from: "2025-11-01", to: "2025-11-29" })).toBe("1–29 Nov 2025");
});

test("choices count back from the last day with usage", () => {
  const choices = periodChoices("2025-11-30");
  expect(choices[0]?.period).toBeNull();
  expect(choices[1]?.period).toEqual({ from: "2025-11-24", to: "2025-11-30" });
  expect(choices.map((choice) => choice.label).slice(3)).toEqual(["November 2025", "October 2025"]);
});

test("another period keeps filters and leaves the page of the list", () => {
  const search = "from=2025-11-01&to=2025-11-30&provider=openai&provider=vertex&cursor=o50";
  expect(periodHref("/spend", search, { from: "2025-10-02", to: "2025-10-31" })).toBe(
    "/spend?provider=openai&provider=vertex&from=2025-10-02&to=2025-10-31",
  );
  expect(periodHref("/", "from=2025-11-01&to=2025-11-30", null)).toBe("/");
});
