import { expect, test } from "vitest";
import { readAnswer } from "./answer";
import { admits, hoursBetween, Scope, scopeWords, shareOfScope } from "./scope";

const known = {
  jobs: [
    { job: "Summaries", share: 0.7 },
    { job: "Briefs", share: 0.3 },
  ],
  hoursOfWeek: Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 22 || hour % 24 < 6 ? 3 : 1)),
  clients: { browser: 20, cron: 80 },
};

test("a rule admits a call when all of it holds", () => {
  const scope = Scope.parse({ jobs: ["Summaries"], hours: [22, 23, 0], clientClasses: ["cron"] });
  expect(admits(scope, { job: " summaries ", hour: 23, client: "cron" })).toBe(true);
  expect(admits(scope, { job: "Briefs", hour: 23, client: "cron" })).toBe(false);
  expect(admits(scope, { job: "Summaries", hour: 12, client: "cron" })).toBe(false);
  expect(admits(scope, { job: "Summaries", hour: 0, client: "browser" })).toBe(false);
  expect(admits({ percent: 40 }, { job: null, hour: 1, client: "unknown" })).toBe(true);
});

test.each([
  [{ jobs: ["summaries"] }, 0.7],
  [{ hours: hoursBetween(22, 6) }, 0.6],
  [{ clientClasses: ["cron" as const] }, 0.8],
  [{ percent: 40 }, 0.4],
  [{ jobs: ["Summaries"], percent: 50 }, 0.35],
])("the share of %j is measured on the traffic", (scope, share) => {
  expect(shareOfScope(scope, known)).toBeCloseTo(share, 9);
});

test("without traffic a percentage still says how much, and anything else does not", () => {
  const silent = { jobs: [], hoursOfWeek: [], clients: {} };
  expect(shareOfScope({ jobs: ["x"] }, silent)).toBeNull();
  expect(shareOfScope({ jobs: ["x"], percent: 40 }, silent)).toBe(0.4);
  expect(shareOfScope({}, known)).toBeNull();
});

test("hours run over midnight, and are told as blocks", () => {
  expect(hoursBetween(22, 2)).toEqual([22, 23, 0, 1]);
  expect(hoursBetween(9, 9)).toHaveLength(24);
  expect(scopeWords({ hours: [22, 23, 0, 1, 12], percent: 70 })).toBe("12:00–13:00, 22:00–02:00 UTC · 70%");
});

test.each([{ percent: 140 }, { percent: -1 }, { hours: [24] }, { jobs: [] }, { pages: ["x"] }])(
  "%j is no rule",
  (scope) => expect(Scope.safeParse(scope).success).toBe(false),
);

test("a yes is all of it, a no none of it, and part has to say how much", () => {
  expect(readAnswer({ answer: "yes", share: 0.2 }, known)).toMatchObject({
    given: { share: 1, scope: null },
  });
  expect(readAnswer({ answer: "no" }, known)).toMatchObject({ given: { share: 0 } });
  expect(readAnswer({ answer: "part" }, known)).toMatchObject({ field: "share" });
  expect(readAnswer({ answer: "part", share: 0.7 }, known)).toMatchObject({
    given: { share: 0.7, scope: { percent: 70 } },
  });
  expect(readAnswer({ answer: "part", scope: { jobs: ["Briefs"] } }, known)).toMatchObject({
    given: { share: 0.3, scope: { jobs: ["Briefs"] } },
  });
});
