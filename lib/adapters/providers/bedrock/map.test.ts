import { expect, test } from "vitest";
import { WireJob } from "./api";
import { remoteBatch } from "./map";

const job = (change: object) =>
  remoteBatch(
    WireJob.parse({
      jobArn: "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abcdefghijkl",
      submitTime: new Date("2026-11-28T10:00:00Z"),
      jobExpirationTime: new Date("2026-11-29T10:00:00Z"),
      ...change,
    }),
  );
const counts = (total: number, success: number, error: number) => ({
  totalRecordCount: total,
  processedRecordCount: success + error,
  successRecordCount: success,
  errorRecordCount: error,
});

test.each([
  ["Submitted", "validating", null, false],
  ["Validating", "validating", null, false],
  ["Scheduled", "running", null, false],
  ["InProgress", "running", null, false],
  ["Stopping", "cancelling", null, false],
  ["Completed", "over", "completed", true],
  ["PartiallyCompleted", "over", "expired", true],
  ["Expired", "over", "expired", true],
  ["Stopped", "over", "cancelled", true],
  ["Failed", "over", "failed", false],
  ["Reticulating", "running", null, false],
])("%s is %s, %s", (status, state, ending, hasResults) => {
  expect(job({ status })).toMatchObject({ rawState: status, state, ending, hasResults });
});

test("zeros before the input was read are unknown, and later counts are not", () => {
  expect(job({ status: "Validating", ...counts(0, 0, 0) }).counts).toBeNull();
  expect(job({ status: "Validating" }).counts).toBeNull();
  const running = { total: 10, succeeded: 4, failed: 1, expired: null, cancelled: null };
  expect(job({ status: "InProgress", ...counts(10, 4, 1) }).counts).toEqual(running);
  expect(job({ status: "InProgress", totalRecordCount: 10 }).counts).toMatchObject({
    succeeded: null,
    failed: null,
  });
});

test("what did not run is what is left, by how the job ended", () => {
  expect(job({ status: "PartiallyCompleted", ...counts(10, 4, 1) }).counts).toMatchObject({
    expired: 5,
    cancelled: 0,
  });
  expect(job({ status: "Stopped", ...counts(10, 4, 1) }).counts).toMatchObject({ expired: 0, cancelled: 5 });
  expect(job({ status: "Completed", ...counts(10, 9, 1) }).counts).toMatchObject({
    expired: 0,
    cancelled: 0,
  });
});

test("a job of which nothing ran has no results to read", () => {
  expect(job({ status: "Expired", ...counts(10, 0, 0) }).hasResults).toBe(false);
  expect(job({ status: "Stopped", ...counts(0, 0, 0) }).hasResults).toBe(false);
});

test("a job that failed in the middle still has what it worked, which is charged", () => {
  expect(job({ status: "Failed", message: "It broke.", ...counts(10, 4, 1) })).toMatchObject({
    state: "over",
    ending: "completed",
    hasResults: true,
    failure: { code: "refused_input", retry: false },
  });
});

test.each([
  ["The role arn:… does not have permission to read", "job_role"],
  ["Access denied to s3://bucket/key", "job_role"],
  ["The job holds 99 records; the minimum is 100", "too_few_records"],
  ["Role cannot be assumed", "job_role_trust"],
  ["The specified S3 bucket does not exist: acme.", "bucket"],
  ["The S3 bucket acme is in region eu-west-1; it must be in the region of the job", "bucket"],
  ["Line 7 is not a record", "refused_input"],
])("the reason is told in our words and in AWS's: %s", (message, code) => {
  const { failure, ending } = job({ status: "Failed", message });
  expect(ending).toBe("failed");
  expect(failure).toMatchObject({
    code,
    retry: false,
    message: expect.stringContaining(`AWS says: ${message}`),
  });
});

test("no piece of the input comes along with a reason", () => {
  const { failure } = job({ status: "Failed", message: 'Line 3 is malformed: {"text":"Rumpelstilzchen"}' });
  expect(failure?.message).toMatch(/AWS says: Line 3 is malformed:$/);
  expect(job({ status: "Failed" }).failure?.message).toMatch(/gave no reason/);
});
