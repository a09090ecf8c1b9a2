import { expect, test } from "vitest";
import { batchRow } from "@/lib/testing/batches/rows";
import { percentDone, progressOf, stateWord, troubleWords, windowWords } from "./words";

const NOW = new Date("2025-12-02T16:42:00Z");
const at = (text: string) => new Date(`2025-12-${text}:00Z`);
const counts = (over: object) => ({ ...batchRow().requests, ...over });

test("before results are read the provider's own count stands", () => {
  const row = batchRow({ progress: { done: 8250, failed: 36, total: 13_400 } });
  const progress = progressOf(row);
  expect(progress).toMatchObject({ succeeded: 8214, failed: 36, left: 5150 });
  expect(progress && troubleWords(progress)).toBe("36 failed");
  expect(progress && percentDone(progress)).toBe("61%");
});

test("results that were read count more than what the provider said before", () => {
  const row = batchRow({
    progress: { done: 10, failed: 0, total: 20 },
    requests: counts({ total: 20, succeeded: 15, failed: 3, expired: 2, pending: 0 }),
  });
  expect(progressOf(row)).toMatchObject({ succeeded: 15, failed: 3, expired: 2, left: 0 });
});

test("a provider that shows no progress gets none from us", () => {
  expect(progressOf(batchRow({ progress: null }))).toBeNull();
  expect(windowWords(batchRow({ progress: null }), NOW)).toMatchObject({
    main: "5 h 24 m left",
    note: "Shows no progress",
  });
});

test("99.9 percent is not done", () => {
  const row = batchRow({ progress: { done: 9_999, failed: 0, total: 10_000 } });
  const progress = progressOf({ ...row, requests: counts({ total: 10_000 }) });
  expect(progress && percentDone(progress)).toBe("99%");
});

test.each([
  [{ isAtRisk: true, eta: at("03T04:06"), etaBy: "pace" }, "5 h 24 m left", "At this rate, 6 h late", "bad"],
  [
    { isAtRisk: true, eta: at("03T04:06"), etaBy: "history" },
    "5 h 24 m left",
    "By its history, 6 h late",
    "bad",
  ],
  [{ eta: at("02T18:40"), etaBy: "pace" }, "5 h 24 m left", "Done about 18:40", "plain"],
  [{ deadlineAt: at("02T16:00") }, "Past its deadline", null, "plain"],
  [{ state: "unsure" }, "Needs a decision", null, "plain"],
  [{ state: "finishing" }, "Reading results", null, "plain"],
  [{ state: "completed", group: "finished", endedAt: at("02T01:18") }, "Took 3 h 12 m", null, "quiet"],
  [{ state: "expired", group: "finished", endedAt: at("02T22:06") }, "Expired at 24 h", null, "bad"],
  [{ state: "failed", group: "finished", startedAt: null }, "Failed before it started", null, "bad"],
  [{ state: "blocked", group: "waiting", startedAt: null }, "Needs a fix", null, "quiet"],
  [
    { state: "scheduled", group: "waiting", startedAt: null, deadlineAt: at("03T22:00") },
    "Starts in 5 h 18 m",
    null,
    "quiet",
  ],
] as const)("%o", (over, main, note, tone) => {
  const progress = { done: 1, failed: 0, total: 13_400 };
  expect(windowWords(batchRow({ progress, ...over }), NOW)).toEqual({ main, note, tone });
});

test("only a running batch is called at risk", () => {
  expect(stateWord({ state: "running", isAtRisk: true })).toBe("At risk");
  expect(stateWord({ state: "cancelling", isAtRisk: true })).toBe("Cancelling");
});
