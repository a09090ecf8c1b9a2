import { expect, test } from "vitest";
import { WireJob } from "./api";
import { remoteBatch } from "./map";

const base = {
  name: "projects/123/locations/us-central1/batchPredictionJobs/4567",
  displayName: "offpeak-key",
  createTime: "2026-11-27T10:00:00.123456Z",
  updateTime: "2026-11-27T12:00:00Z",
};
const outputInfo = { gcsOutputDirectory: "gs://b/o/prediction-model-x" };
const read = (job: object) => remoteBatch(WireJob.parse({ ...base, ...job }));
const stats = (successfulCount?: string, failedCount?: string, incompleteCount?: string) => ({
  completionStats: { successfulCount, failedCount, incompleteCount },
});

test.each([
  ["JOB_STATE_QUEUED", "validating", null],
  ["JOB_STATE_PENDING", "validating", null],
  ["JOB_STATE_RUNNING", "running", null],
  ["JOB_STATE_UPDATING", "running", null],
  ["JOB_STATE_PAUSED", "running", null],
  ["JOB_STATE_CANCELLING", "cancelling", null],
  ["JOB_STATE_SUCCEEDED", "over", "completed"],
  ["JOB_STATE_PARTIALLY_SUCCEEDED", "over", "completed"],
  ["JOB_STATE_FAILED", "over", "failed"],
  ["JOB_STATE_CANCELLED", "over", "cancelled"],
  ["JOB_STATE_EXPIRED", "over", "expired"],
  ["JOB_STATE_SOMETHING_NEW", "running", null],
  [undefined, "running", null],
])("%s", (state, expected, ending) => {
  expect(read({ state })).toMatchObject({
    id: "4567",
    state: expected,
    ending,
    rawState: state ?? "unknown",
  });
});

test("counts come as texts, a zero is left out, and -1 is nobody's count", () => {
  const state = "JOB_STATE_SUCCEEDED";
  expect(read({ state, ...stats("9007", "3") }).counts).toEqual({
    total: 9010,
    succeeded: 9007,
    failed: 3,
    expired: 0,
    cancelled: 0,
  });
  expect(read({ state: "JOB_STATE_RUNNING", ...stats("5", undefined, "7") }).counts).toEqual({
    total: 12,
    succeeded: 5,
    failed: 0,
    expired: null,
    cancelled: null,
  });
  expect(read({ state, ...stats(undefined, undefined, "-1") }).counts).toBeNull();
  expect(read({ state }).counts).toBeNull();
  expect(read({ state, ...stats("many") }).counts).toBeNull();
});

test.each(["JOB_STATE_PARTIALLY_SUCCEEDED", "JOB_STATE_FAILED", "JOB_STATE_SUCCEEDED"])(
  "%s with work done and work left: what is left has expired, and the results are read",
  (state) => {
    expect(read({ state, outputInfo, ...stats("6", undefined, "4"), error: { code: 4 } })).toMatchObject({
      state: "over",
      ending: "expired",
      rawState: state,
      hasResults: true,
      failure: null,
      counts: { total: 10, succeeded: 6, expired: 4, cancelled: 0 },
    });
  },
);

test("a job that never ran says why, in our words", () => {
  const failed = (code: number, message = "Rumpelstilzchen") =>
    read({ state: "JOB_STATE_FAILED", error: { code, message }, ...stats(undefined, undefined, "-1") })
      .failure;
  expect(failed(3)).toMatchObject({ code: "INVALID_ARGUMENT", retry: false });
  expect(failed(8)).toMatchObject({ code: "RESOURCE_EXHAUSTED", retry: true });
  expect(failed(9)?.message).toMatch(/another region/);
  const permission = "Permission 'storage.objects.create' denied on gs://b/o.";
  expect(failed(7, permission)).toMatchObject({ retry: false });
  expect(failed(7, permission)?.message).toMatch(/It lacks storage\.objects\.create\.$/);
  for (const code of [3, 7, 8, 13, 99]) expect(JSON.stringify(failed(code))).not.toContain("Rumpelstilzchen");
});

test("it may wait three days, and then run for one", () => {
  expect(read({ state: "JOB_STATE_QUEUED" }).expiresAt).toEqual(new Date("2026-12-01T10:00:00.123Z"));
  const running = { state: "JOB_STATE_RUNNING", startTime: "2026-11-29T10:00:00Z" };
  expect(read(running).expiresAt).toEqual(new Date("2026-11-30T10:00:00Z"));
});
