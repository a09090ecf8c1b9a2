import { describe, expect, test } from "vitest";
import { admit } from "./admission";
import { forecastOf, riskWords } from "./eta";
import {
  type Look,
  leaseSeconds,
  secondsAfterRefusal,
  secondsAfterTrouble,
  secondsUntilLook,
  secondsUntilVisible,
} from "./pace";

const look: Look = {
  state: "running",
  ageSeconds: 3 * 3600,
  leftSeconds: 21 * 3600,
  showsProgress: true,
  requestsPerMinute: null,
  batchesOfConnection: 1,
};
const rhythm = { pollSeconds: null, roll: 0.5 };

describe("how often a batch is looked at", () => {
  test.each<[string, Partial<Look>, number]>([
    ["just sent", { state: "validating", ageSeconds: 3 }, 5],
    ["young", { ageSeconds: 60 }, 15],
    ["young, without progress to show", { ageSeconds: 60, showsProgress: false }, 20],
    ["half an hour old", { ageSeconds: 1800, showsProgress: false }, 60],
    ["hours old", {}, 60],
    ["half a day old", { ageSeconds: 12 * 3600 }, 120],
    ["about to close", { ageSeconds: 23.9 * 3600, leftSeconds: 360 }, 15],
    ["finishing", { state: "finishing" }, 10],
  ])("%s", (_, change, seconds) =>
    expect(secondsUntilLook({ ...look, ...change }, rhythm)).toBeCloseTo(seconds),
  );

  test("never more than half of what the connection allows, however many there are", () => {
    const crowded = { ...look, requestsPerMinute: 1000, batchesOfConnection: 10_000 };
    expect(secondsUntilLook(crowded, rhythm)).toBe(1200);
  });

  test("a fixed interval holds for everything", () => {
    expect(secondsUntilLook(look, { pollSeconds: 0.02, roll: 1 })).toBe(0.02);
  });

  test("looks that began together are spread", () => {
    const at = (roll: number) => secondsUntilLook(look, { pollSeconds: null, roll });
    expect([at(0), at(1)]).toEqual([54, 66]);
  });
});

describe("after a trouble", () => {
  test("twice as long each time, to a quarter of an hour, half of it by chance", () => {
    const wait = (n: number, roll: number) => secondsAfterTrouble(n, { pollSeconds: null, roll });
    expect([1, 2, 3, 20].map((n) => wait(n, 1))).toEqual([5, 10, 20, 900]);
    expect([1, 20].map((n) => wait(n, 0))).toEqual([2.5, 450]);
  });

  test("what only a person can mend is tried every five to thirty minutes", () => {
    expect([1, 2, 9].map((n) => secondsAfterRefusal(n, rhythm))).toEqual([300, 600, 1800]);
  });

  test("a lost create is looked for when it is surely shown", () => {
    expect(secondsUntilVisible({ visibleAfterSeconds: 60 }, rhythm)).toBe(60);
    expect(secondsUntilVisible({ visibleAfterSeconds: 60 }, { pollSeconds: 2 })).toBe(6);
  });

  test("a lease is long enough to be renewed", () => {
    expect([null, 0.02, 5, 100].map((pollSeconds) => leaseSeconds({ pollSeconds }))).toEqual([60, 3, 50, 60]);
  });
});

describe("room at the provider", () => {
  const free = { tokensOfModel: 0n, jobsOfModel: 0, createsInLastMinute: 0 };
  const part = { model: "gpt-5.6-luna", inputTokens: 6_000_000n };
  const limits = {
    connection: { enqueuedTokens: { "*": 5_000_000, "gpt-5.6-*": 20_000_000 }, requestsPerMinute: 10 },
    provider: { concurrentJobs: null },
  };

  test("a file goes when it fits, and waits with a sentence when it does not", () => {
    expect(admit(part, { ...free, tokensOfModel: 14_000_000n }, limits)).toEqual({ kind: "go" });
    expect(admit(part, { ...free, tokensOfModel: 14_000_001n }, limits)).toMatchObject({
      kind: "wait",
      reason: { code: "waits-for-tokens", message: expect.stringContaining("14.0M of 20.0M tokens") },
    });
  });

  test("a file above the cap goes alone: the provider decides", () => {
    expect(admit({ ...part, inputTokens: 99_000_000n }, free, limits)).toEqual({ kind: "go" });
  });

  test("jobs and calls are counted too", () => {
    const jobs = { connection: {}, provider: { concurrentJobs: 2 } };
    expect(admit(part, { ...free, jobsOfModel: 2 }, jobs)).toMatchObject({
      reason: { code: "waits-for-jobs" },
    });
    expect(admit(part, { ...free, jobsOfModel: 1 }, jobs)).toEqual({ kind: "go" });
    expect(admit(part, { ...free, createsInLastMinute: 5 }, limits)).toMatchObject({
      reason: { code: "waits-for-rate" },
    });
  });
});

describe("when it will be done", () => {
  const hours = (n: number) => new Date(Date.UTC(2025, 11, 2) + n * 3_600_000);
  const course = {
    now: hours(12),
    startedAt: hours(0),
    deadlineAt: hours(24),
    progress: null,
    history: null,
  };

  test("its own pace, where the provider shows one", () => {
    const found = forecastOf({ ...course, progress: { done: 600, total: 1000 } });
    expect(found).toEqual({ eta: hours(20), by: "pace", isAtRisk: false });
  });

  test("too slow is at risk long before it is late, with a number", () => {
    const slow = { ...course, progress: { done: 400, total: 1000 } };
    const found = forecastOf(slow);
    expect(found).toMatchObject({ eta: hours(30), isAtRisk: true });
    expect(riskWords(slow, found)?.message).toBe("At this rate 200 requests would miss the deadline.");
  });

  test("without progress earlier batches tell: the usual time, then the slow one", () => {
    const history = { usualSeconds: 2 * 3600, slowSeconds: 14 * 3600, batches: 9 };
    expect(forecastOf({ ...course, now: hours(1), history })).toMatchObject({ eta: hours(2), by: "history" });
    expect(forecastOf({ ...course, history })).toMatchObject({ eta: hours(14), isAtRisk: false });
  });

  test("with nothing to go by there is no time, and risk only near the end", () => {
    expect(forecastOf(course)).toEqual({ eta: null, by: null, isAtRisk: false });
    expect(forecastOf({ ...course, now: hours(22.1) })).toMatchObject({ eta: null, isAtRisk: true });
  });

  test("a first percent is no pace", () => {
    expect(forecastOf({ ...course, progress: { done: 9, total: 1000 } }).eta).toBeNull();
    expect(
      forecastOf({
        ...course,
        now: new Date(hours(0).getTime() + 60_000),
        progress: { done: 500, total: 1000 },
      }).eta,
    ).toBeNull();
  });

  test("what has not begun is not late", () => {
    expect(forecastOf({ ...course, startedAt: null })).toEqual({ eta: null, by: null, isAtRisk: false });
  });
});
