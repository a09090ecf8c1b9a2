import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { WireBatch } from "./api";
import { instantOf, remoteBatch, resultFiles } from "./map";

const recorded: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("./fixtures/batches.json", import.meta.url), "utf8"),
);
const wire = (name: string) => WireBatch.parse(recorded[name]);
const batch = (name: string) => remoteBatch(wire(name));

test.each([
  ["validating", "validating", null, false],
  ["in_progress", "running", null, false],
  ["finalizing", "finishing", null, false],
  ["cancelling", "cancelling", null, false],
  ["completed", "over", "completed", true],
  ["all-failed", "over", "completed", true],
  ["expired", "over", "expired", true],
  ["cancelled", "over", "cancelled", true],
  ["cancelled-early", "over", "cancelled", false],
  ["failed", "over", "failed", false],
  ["queue-full", "over", "failed", false],
  ["unknown", "running", null, false],
  ["bare", "running", null, false],
])("%s is %s", (name, state, ending, hasResults) => {
  expect(batch(name)).toMatchObject({ state, ending, hasResults });
  expect(batch(name).rawState).toBe(wire(name).status);
});

test.each([
  ["validating", null],
  ["unknown", null],
  ["bare", null],
  ["in_progress", { total: 10, succeeded: 4, failed: 1, expired: null, cancelled: null }],
  ["completed", { total: 10, succeeded: 10, failed: 0, expired: 0, cancelled: 0 }],
  ["all-failed", { total: 9, succeeded: 0, failed: 9, expired: 0, cancelled: 0 }],
  ["expired", { total: 10, succeeded: 1, failed: 0, expired: 9, cancelled: 0 }],
  ["cancelled", { total: 8, succeeded: 4, failed: 0, expired: 0, cancelled: 4 }],
])("%s: zeros that say nothing are unknown, and the unfinished are counted", (name, counts) => {
  expect(batch(name).counts).toEqual(counts);
});

test("an empty file id is none, and both files count", () => {
  expect(resultFiles(wire("completed"))).toEqual([{ part: "output", id: "file-out" }]);
  expect(resultFiles(wire("all-failed"))).toEqual([{ part: "errors", id: "file-err" }]);
  expect(resultFiles(wire("expired"))).toHaveLength(2);
});

describe("why a batch failed", () => {
  test("the first reason, where it is and how many more, without a word of the file", () => {
    expect(batch("failed").failure).toEqual({
      code: "invalid_json_line",
      message: "A line is no JSON. First at line 1,204 of the file. 2 problems in all.",
      retry: false,
    });
  });

  test("a full queue is no fault of the input", () => {
    expect(batch("queue-full").failure).toEqual({
      code: "token_limit_exceeded",
      message:
        "OpenAI's queue is full. It takes 2,000,000 tokens of this model at a time. The batch waits until there is room.",
      retry: true,
    });
  });

  test("without a reason it is refused all the same", () => {
    expect(batch("failed-silently").failure).toMatchObject({ code: "refused_input", retry: false });
  });

  test("others have none", () => expect(batch("all-failed").failure).toBeNull());
});

test.each([
  [1_795_000_000, "2026-11-18T11:06:40.000Z"],
  [1_795_000_000_500, "2026-11-18T11:06:40.500Z"],
  ["1795000000", "2026-11-18T11:06:40.000Z"],
  ["2026-11-18T11:06:40Z", "2026-11-18T11:06:40.000Z"],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
])("the instant %j", (value, expected) => expect(instantOf(value)?.toISOString()).toBe(expected));

test("times are the provider's, not arithmetic", () => {
  expect(batch("expired")).toMatchObject({
    createdAt: new Date(1_795_000_000_000),
    expiresAt: new Date(1_795_086_400_000),
    endedAt: new Date(1_795_086_400_000),
  });
  expect(batch("in_progress").endedAt).toBeNull();
});
