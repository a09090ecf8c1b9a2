import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WireBatch } from "./api";
import { remoteBatch } from "./map";
import { resultsAddress } from "./results";

const recorded: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("./fixtures/batches.json", import.meta.url), "utf8"),
);
const wire = (name: string) => WireBatch.parse(recorded[name]);
const batch = (name: string) => remoteBatch(wire(name));

test.each([
  ["in_progress", "running", null, false],
  ["canceling", "cancelling", null, false],
  ["ended", "over", "completed", true],
  ["expired", "over", "expired", true],
  ["canceled", "over", "cancelled", true],
  ["canceled-nothing", "over", "completed", true],
  ["archived", "over", "completed", false],
  ["unknown", "running", null, false],
  ["bare", "running", null, false],
])("%s is %s", (name, state, ending, hasResults) => {
  expect(batch(name)).toMatchObject({ state, ending, hasResults, failure: null });
});

test.each([
  ["in_progress", { total: 100, succeeded: null, failed: null, expired: null, cancelled: null }],
  ["canceling", { total: 100, succeeded: null, failed: null, expired: null, cancelled: null }],
  ["moving", { total: 100, succeeded: 40, failed: null, expired: null, cancelled: null }],
  ["ended", { total: 100, succeeded: 95, failed: 5, expired: 0, cancelled: 0 }],
  ["expired", { total: 100, succeeded: 90, failed: 4, expired: 6, cancelled: 0 }],
  ["canceled", { total: 100, succeeded: 40, failed: 0, expired: 0, cancelled: 60 }],
  ["bare", null],
])("%s: until the end nobody knows how far it is", (name, counts) => {
  expect(batch(name).counts).toEqual(counts);
});

test("times have microseconds, and an end only once there is one", () => {
  expect(batch("ended")).toMatchObject({
    rawState: "ended",
    createdAt: new Date("2026-11-18T11:06:40.123Z"),
    expiresAt: new Date("2026-11-19T11:06:40.123Z"),
    endedAt: new Date("2026-11-18T11:20:00.500Z"),
  });
  expect(batch("in_progress").endedAt).toBeNull();
});

const own = "/v1/messages/batches/msgbatch_01HkcTjaV5uDC8jWR4ZsDV8d/results";
test.each([
  [
    "https://api.anthropic.com",
    "https://api.anthropic.com/elsewhere/results",
    "https://api.anthropic.com/elsewhere/results",
  ],
  [
    "https://gateway.example/anthropic",
    "https://api.anthropic.com/x",
    `https://gateway.example/anthropic${own}`,
  ],
  ["https://api.anthropic.com", "http://api.anthropic.com/x", `https://api.anthropic.com${own}`],
  [
    "https://api.anthropic.com",
    "https://api.anthropic.com.evil.example/x",
    `https://api.anthropic.com${own}`,
  ],
  ["https://api.anthropic.com", "//evil.example/x", `https://api.anthropic.com${own}`],
  ["https://api.anthropic.com", "http://[broken", `https://api.anthropic.com${own}`],
  ["https://api.anthropic.com", null, `https://api.anthropic.com${own}`],
])("from %s the results at %s are read from our own origin", (address, results_url, expected) => {
  expect(resultsAddress({ address }, { ...wire("ended"), results_url })).toBe(expected);
});
