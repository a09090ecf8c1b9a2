import { expect, test } from "vitest";
import { readFilter } from "./filter";

const job = {
  display_name: "offpeak_one",
  model_display_name: "",
  state: "JOB_STATE_RUNNING",
  create_time: "2026-11-27T10:00:00.000Z",
  labels: { key: "one", cost_center: "support" },
};

test.each([
  ['display_name="offpeak_one"', true],
  ['display_name!="offpeak_one"', false],
  ['display_name:"offpeak_*"', true],
  ['display_name:"*two"', false],
  ["display_name:peak", true],
  ['state="JOB_STATE_RUNNING" AND display_name:"offpeak_*"', true],
  ['state!="JOB_STATE_FAILED" OR display_name="x"', true],
  ['NOT display_name="offpeak_one"', false],
  ['create_time>"2026-11-27T09:59:59Z" AND create_time<="2026-11-27T10:00:00Z"', true],
  ['create_time>"2026-11-27T10:00:00Z"', false],
  ["labels.key=one", true],
  ["labels.key=two", false],
  ["labels.cost_center:*", true],
  ["labels.team:*", false],
  // OR binds more tightly than AND.
  ['state="x" AND state="x" OR display_name="offpeak_one"', false],
  ['state="x" AND (state="x" OR display_name="offpeak_one")', false],
  ['(state="x" AND state="x") OR display_name="offpeak_one"', true],
])("%s", (text, expected) => {
  expect(readFilter(text)?.(job)).toBe(expected);
});

test.each([
  "",
  "display_name",
  "nothing=1",
  'display_name="a" AND',
  "(state=x",
  "create_time>yesterday",
  '"a"="a"',
])("%j is no filter", (text) => {
  expect(readFilter(text)).toBeNull();
});
