import { expect, test } from "vitest";
import { createShapeValidator, type Shape } from "./aws-shapes";

const shapes: Record<string, Shape> = {
  Name: { type: "string", pattern: "[a-z]+(-[a-z]+)*", max: 8 },
  State: { type: "string", enum: ["On", "Off"] },
  Count: { type: "long", min: 0 },
  Moment: { type: "timestamp" },
  Names: { type: "list", member: { shape: "Name" }, max: 2 },
  Place: { type: "structure", union: true, members: { near: { shape: "Name" }, far: { shape: "Name" } } },
  Job: {
    type: "structure",
    required: ["name"],
    members: {
      name: { shape: "Name" },
      state: { shape: "State" },
      count: { shape: "Count" },
      at: { shape: "Moment" },
      names: { shape: "Names" },
      place: { shape: "Place" },
    },
  },
};
const validate = createShapeValidator(shapes);
const whole = {
  name: "a-b",
  state: "On",
  count: 0,
  at: "2026-11-28T00:00:00.000Z",
  names: ["a"],
  place: { near: "a" },
};

test.each([
  ["a whole value", whole, []],
  ["a missing field", {}, ["job.name is missing"]],
  ["an unknown field", { name: "a", other: 1 }, ["job.other is not in the contract"]],
  ["null for what is absent", { name: "a", state: null }, ["job.state is null"]],
  ["a pattern that fits only in part", { name: "a b" }, ["job.name does not match [a-z]+(-[a-z]+)*"]],
  ["a text too long", { name: "abcdefghi" }, ["job.name's length is above 8"]],
  [
    "a value outside the list",
    { name: "a", state: "Half" },
    ["job.state is Half, not one of the known values"],
  ],
  ["a number below its least", { name: "a", count: -1 }, ["job.count is below 0"]],
  ["a number as a text", { name: "a", count: "1" }, ["job.count is not a whole number"]],
  ["seconds for a moment", { name: "a", at: 1764288000 }, ["job.at is not a moment in ISO 8601"]],
  ["a list too long", { name: "a", names: ["a", "b", "c"] }, ["job.names's length is above 2"]],
  ["a wrong element", { name: "a", names: [1] }, ["job.names[0] is not a text"]],
  ["a union of two", { name: "a", place: { near: "a", far: "b" } }, ["job.place is a union with 2 members"]],
])("%s", (_, value, problems) => {
  expect(validate("Job", value, "job")).toEqual(problems);
});
