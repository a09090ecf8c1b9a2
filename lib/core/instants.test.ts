import { expect, test } from "vitest";
import { formatDuration, formatInstant, formatNear } from "./instants";

test.each([
  [0, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 m"],
  [3_600_000, "1 h"],
  [19_440_000, "5 h 24 m"],
  [86_400_000, "24 h"],
  [187_200_000, "2 d 4 h"],
  [172_800_000, "2 d"],
  [-5, "0 s"],
])("%d ms", (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test("an instant of today needs no day", () => {
  const now = new Date("2025-12-02T16:42:00Z");
  expect(formatNear(new Date("2025-12-02T22:05:00Z"), now)).toBe("22:05");
  expect(formatNear(new Date("2025-12-01T22:05:00Z"), now)).toBe("Mon 1 Dec, 22:05");
  expect(formatInstant(now)).toBe("Tue 2 Dec, 16:42");
});
