import { expect, test } from "vitest";
import { createDiscoveryValidator, type DiscoverySchema } from "./discovery";

const schemas: Record<string, DiscoverySchema> = {
  Stats: { type: "object", properties: { done: { type: "string", format: "int64", readOnly: true } } },
  Job: {
    type: "object",
    properties: {
      name: { type: "string" },
      state: { type: "string", enum: ["ON", "OFF"] },
      at: { type: "string", format: "google-datetime" },
      stats: { $ref: "Stats", readOnly: true },
      labels: { type: "object", additionalProperties: { type: "string" } },
      parts: { type: "array", items: { $ref: "Stats" } },
      whatever: { type: "any" },
    },
  },
};
const validate = createDiscoveryValidator(schemas);
const job: DiscoverySchema = { $ref: "Job" };

test.each([
  ["a whole value", { name: "a", state: "ON", at: "2026-11-28T01:02:03.000456Z", stats: { done: "3" } }, []],
  ["nothing at all", {}, []],
  ["an unknown field", { other: 1 }, ["job.other is not in the contract"]],
  ["null for what is absent", { name: null }, ["job.name is null"]],
  ["a number for a count in a text", { stats: { done: 3 } }, ["job.stats.done is no text"]],
  ["a text that is no count", { stats: { done: "3.5" } }, ["job.stats.done is no whole number in a text"]],
  ["a state that is not known", { state: "HALF" }, ['job.state is "HALF", not one of the known values']],
  ["a moment with an offset", { at: "2026-11-28T01:02:03+00:00" }, ["job.at is no moment"]],
  ["a label that is no text", { labels: { a: 1 } }, ["job.labels.a is no text"]],
  ["something wrong in a list", { parts: [{}, { odd: 1 }] }, ["job.parts[1].odd is not in the contract"]],
  ["no list", { parts: {} }, ["job.parts is no list"]],
  ["anything where anything may be", { whatever: [1, "a"] }, []],
])("%s", (_, value, problems) => {
  expect(validate(job, value, { at: "job" })).toEqual(problems);
});

test("a request may not set what is only ever answered", () => {
  expect(validate(job, { stats: { done: "3" } }, { at: "job", isRequest: true })).toEqual([
    "job.stats is only ever answered",
  ]);
});
