import { expect, test } from "vitest";
import {
  type NightFacts,
  type NightRules,
  nightOf,
  nightsOf,
  nightWords,
  passedInARow,
  problemsOf,
  spanWords,
} from "./night";
import { Deadline, type Policy, policyWords, SaveFallbackPolicy } from "./policy";

const policy: Policy = { deadline: "05:00", late: "sync", capPerNight: 200_000_000_000_000n, retries: 2 };
const NIGHT: NightFacts = {
  night: "2025-12-02",
  batchId: "b1",
  startedAt: new Date("2025-12-01T22:00:00Z"),
  readyAt: new Date("2025-12-02T01:12:00Z"),
  deadlineAt: new Date("2025-12-02T05:00:00Z"),
  ...{ requests: 41_208, accounted: 41_208, retried: 0, fallbackRequests: 0, fallbackCost: 0n },
};

const RULES: NightRules = { policy, longestWaitHours: 24, succeeded: 41_208, otherFallback: 0n };

test.each<[string, Partial<NightFacts>, RegExp | null]>([
  ["all is well", {}, null],
  ["ready at the deadline", { readyAt: NIGHT.deadlineAt }, null],
  ["fallback at its cap", { fallbackRequests: 9, fallbackCost: 200_000_000_000_000n }, null],
  ["a request is lost", { accounted: 41_207 }, /^1 of 41,208 requests have no outcome$/],
  ["late", { readyAt: new Date("2025-12-02T05:30:00Z") }, /Ready 30 m after its deadline/],
  ["never ready", { readyAt: null }, /never ready/],
  [
    "fallback above its cap",
    { fallbackRequests: 9, fallbackCost: 200_010_000_000_000n },
    /\$200\.01, above its cap of \$200/,
  ],
  ["fallback of unknown cost", { fallbackRequests: 9, fallbackCost: null }, /not known/],
  ["empty", { requests: 0, accounted: 0 }, /no requests/],
])("%s", (_, change, problem) => {
  const problems = problemsOf({ ...NIGHT, ...change }, RULES);
  if (problem) expect(problems.join()).toMatch(problem);
  else expect(problems).toEqual([]);
});

test("without a cap any fallback passes", () => {
  const night = { ...NIGHT, fallbackRequests: 9, fallbackCost: 10n ** 18n };
  expect(problemsOf(night, { ...RULES, policy: { ...policy, capPerNight: null } })).toEqual([]);
});

test("requests that all failed have an outcome, and the night has not passed", () => {
  expect(problemsOf(NIGHT, { ...RULES, succeeded: 0 })).toEqual(["None of its 41,208 requests succeeded"]);
  expect(problemsOf(NIGHT, { ...RULES, succeeded: null })).toEqual([]);
});

test("what the owner allows holds beside the deadline", () => {
  expect(problemsOf(NIGHT, { ...RULES, longestWaitHours: 3 })).toEqual([
    "Ready after 3 h 12 m, its owner allows 3 h",
  ]);
  expect(problemsOf(NIGHT, { ...RULES, longestWaitHours: null })).toEqual([]);
});

test("the cap is one for all batches of a night", () => {
  const night = { ...NIGHT, fallbackRequests: 9, fallbackCost: 150_000_000_000_000n };
  expect(problemsOf(night, { ...RULES, otherFallback: 60_000_000_000_000n })).toEqual([
    "Fallback cost $210.00, above its cap of $200",
  ]);
});

test("a night goes from noon to noon and is called by its morning", () => {
  expect(
    ["2025-12-01T11:59:00Z", "2025-12-01T12:00:00Z", "2025-12-01T23:30:00Z", "2025-12-02T00:30:00Z"].map(
      (at) => nightOf(new Date(at)),
    ),
  ).toEqual(["2025-12-01", "2025-12-02", "2025-12-02", "2025-12-02"]);
});

test("two batches of one night count once, and pass together", () => {
  const first = { ...NIGHT, problems: [] };
  const second = {
    ...{ ...NIGHT, batchId: "b2", startedAt: new Date("2025-12-01T23:00:00Z"), requests: 10, accounted: 9 },
    problems: ["1 of 10 requests have no outcome"],
  };
  expect(nightsOf([second, first])).toEqual([
    expect.objectContaining({
      ...{ startedAt: NIGHT.startedAt, requests: 41_218, accounted: 41_217 },
      problems: ["1 of 10 requests have no outcome"],
    }),
  ]);
  const earlier = { ...first, night: "2025-12-01" };
  expect(passedInARow(nightsOf([first, earlier]))).toBe(2);
});

test("nights are counted back from the last", () => {
  const nights = ["", "x", "", ""].map((word) => ({ problems: word ? [word] : [] }));
  expect(passedInARow(nights)).toBe(2);
  expect(passedInARow([])).toBe(0);
  expect(passedInARow([...nights, { problems: ["y"] }])).toBe(0);
});

test("a night is told in one line", () => {
  expect(nightWords({ ...NIGHT, problems: [] }, 2)).toBe("Night 2 done in 3 h 12 m, 41,208 of 41,208");
  expect(nightWords({ ...NIGHT, retried: 2, problems: [] }, 1)).toContain("2 failed and retried");
  expect(nightWords({ ...NIGHT, problems: ["Late"] }, 0)).toBe("Night of 2 Dec did not pass: Late");
  expect(spanWords(NIGHT.startedAt, new Date("2025-12-01T22:48:00Z"))).toBe("48 m");
});

test.each([
  ["05:00", true],
  ["23:59", true],
  ["24h", true],
  ["1h", true],
  ["24:00", false],
  ["25h", false],
  ["0h", false],
  ["noon", false],
])("%s as a deadline", (text, isFine) => expect(Deadline.safeParse(text).success).toBe(isFine));

test("a policy is read from its form and said in words", () => {
  const form = { key: "a", deadline: "05:00", late: "sync", capPerNight: "$1,200", retries: "2" };
  expect(SaveFallbackPolicy.parse(form)).toEqual({
    ...policy,
    key: "a",
    capPerNight: 1_200_000_000_000_000n,
  });
  expect(SaveFallbackPolicy.parse({ ...form, capPerNight: "" }).capPerNight).toBeNull();
  for (const wrong of [{ capPerNight: "-1" }, { capPerNight: "much" }, { late: "never" }, { retries: "9" }])
    expect(SaveFallbackPolicy.safeParse({ ...form, ...wrong }).success).toBe(false);
  expect(policyWords(policy)).toBe("Sync at 05:00");
  expect(policyWords({ ...policy, deadline: "20h" })).toBe("Sync after 20 h");
  expect(policyWords({ ...policy, late: "wait" })).toBe("Wait, no fallback");
  expect(policyWords(null)).toBe("–");
});
