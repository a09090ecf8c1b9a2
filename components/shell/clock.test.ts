import { expect, test } from "vitest";
import { greeting, readClock } from "./clock";
import { initialsOf } from "./role-names";

test("the clock is read in words and as a share of the day", () => {
  expect(readClock("2025-12-02T16:42")).toEqual({
    text: "Tue 2 Dec, 16:42",
    time: "16:42",
    share: (16 * 60 + 42) / 1440,
  });
});

test.each([
  ["2025-12-02T04:59", "Good evening"],
  ["2025-12-02T05:00", "Good morning"],
  ["2025-12-02T12:00", "Good afternoon"],
  ["2025-12-02T18:00", "Good evening"],
])("at %s", (clock, words) => {
  expect(greeting(clock)).toBe(words);
});

test.each([
  ["Lena Fischer", "LF"],
  ["Ana Maria de Souza", "AS"],
  ["admin@localhost", "AL"],
  ["Tomás", "T"],
  ["", "?"],
])("the initials of %s", (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});
