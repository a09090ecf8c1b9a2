import { expect, test } from "vitest";
import { createValidator, type Schema } from "./schema";

const named: Record<string, Schema> = { Count: { type: "integer", minimum: 0 } };
const validate = createValidator((reference) => named[reference] ?? {});
const schema: Schema = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string" },
    count: { $ref: "Count" },
    state: { enum: ["on", "off"] },
    tags: { anyOf: [{ type: "object", additionalProperties: { type: "string" } }, { type: "null" }] },
    rows: { type: "array", items: { $ref: "Count" } },
  },
  additionalProperties: false,
};

test.each([
  ["a whole value", { id: "a", count: 1, state: "on", tags: { a: "b" }, rows: [1] }, []],
  ["null for what is optional", { id: "a", count: null, tags: null }, []],
  ["null for what is required", { id: null }, ["body.id is null, not string"]],
  ["a missing field", {}, ["body.id is missing"]],
  ["an unknown field", { id: "a", other: 1 }, ["body.other is not in the contract"]],
  ["a number too small", { id: "a", count: -1 }, ["body.count is below 0"]],
  ["a fraction for a count", { id: "a", rows: [1, 1.5] }, ["body.rows[1] is number, not integer"]],
  [
    "a value outside the list",
    { id: "a", state: "half" },
    ['body.state is "half", not one of the known values'],
  ],
  ["no choice that fits", { id: "a", tags: { a: 1 } }, ["body.tags.a is integer, not string"]],
])("%s", (_, value, problems) => {
  expect(validate(schema, value)).toEqual(problems);
});
