import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { step } from "../process/step.mjs";

/** Runs a command that writes a JSON report, shows its words as they come, and reads the report. */
async function withReport(command, args, { env, read }) {
  const folder = mkdtempSync(join(tmpdir(), "offpeak-report-"));
  const file = join(folder, "report.json");
  try {
    const run = await step(command, args(file), { show: true, env: { ...process.env, ...env(file) } });
    return honest(read(parse(file)), run.code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** A suite that ended badly without naming a failed test has failed once all the same. */
export function honest(tally, code) {
  if (tally === null) return { passed: 0, failed: 1, words: "It wrote no report." };
  if (tally.failed === 0 && (code !== 0 || tally.passed === 0)) return { ...tally, failed: 1 };
  return tally;
}

export const vitest = (project) =>
  withReport(
    process.execPath,
    (file) => [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project",
      project,
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    { env: () => ({ NODE_ENV: "test" }), read: readVitest },
  );

/** Counts tests; a file that could not even be loaded counts as one that failed. */
export function readVitest(report) {
  if (report === null) return null;
  const unread = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unread,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export const playwright = () =>
  withReport(
    process.execPath,
    () => ["node_modules/@playwright/test/cli.js", "test", "--reporter=line,json"],
    {
      env: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
      read: readPlaywright,
    },
  );

/** A flaky test passed only at a second try: that is not passing. */
export function readPlaywright(report) {
  if (report === null) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return {
    passed: expected,
    failed: unexpected + flaky + (unexpected + flaky === 0 ? report.errors.length : 0),
    skipped,
  };
}
