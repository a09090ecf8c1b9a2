import { expect, test } from "vitest";
import { honest, readPlaywright, readVitest } from "./suites.mjs";

const file = (status, ...tests) => ({ status, assertionResults: tests.map((one) => ({ status: one })) });

test("tests are counted, and files that could not be loaded", () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [file("passed", "passed"), file("failed", "passed", "failed"), file("failed")],
  };
  expect(readVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 1 });
});

test("a journey that passed at the second try did not pass", () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] };
  expect(readPlaywright(report)).toEqual({ passed: 3, failed: 2, skipped: 0 });
});

test.each([
  ["no report", null, 1],
  ["no test at all", { passed: 0, failed: 0 }, 0],
  ["a bad end without a failed test", { passed: 3, failed: 0 }, 1],
])("%s is a failure", (_, tally, code) => expect(honest(tally, code)).toMatchObject({ failed: 1 }));

test("a good end is left as it is", () =>
  expect(honest({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 }));
