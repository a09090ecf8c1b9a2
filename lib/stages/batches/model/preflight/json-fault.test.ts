import { expect, test } from "vitest";
import { findFault } from "./json-fault";

test.each([
  ['{"a":1', 7, "The line breaks off."],
  ['{"a":"x', 8, "The line breaks off inside a text."],
  ['{"a" 1}', 6, "A colon is missing."],
  ['{"a":1 "b":2}', 8, "A comma or a closing bracket is missing."],
  ['{"a":1,}', 8, "A name in quotes is missing."],
  ["{a:1}", 2, "A name in quotes is missing."],
  ['{"a":[1,]}', 9, "A value is missing."],
  ['{"a":nope}', 6, "A value is missing."],
  ['{"a":"x\\q"}', 8, "A backslash stands before a sign that it cannot escape."],
  ['{"a":"x\ty"}', 8, "A control character stands in the text."],
  ['{"a":"x\u0000y"}', 8, "A NUL byte stands in the text."],
  ['{"a":1}\u0000', 8, "A NUL byte stands in the text."],
  ['{"a":1} {"b":2}', 9, "Something stands behind the end of the JSON."],
  ["{'a':1}", 2, "A name in quotes is missing."],
  ["{]", 2, "A name in quotes is missing."],
  ["[}", 2, "A value or a closing bracket is missing."],
])("%j breaks at %i", (text, column, message) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(findFault(text)).toEqual({ column, message });
});

test.each(['{"a":[1,-2.5e+3,true,false,null,{},[],"\\u00e9\\n"]}', '"text"', "  12  ", "[[[]]]"])(
  "%s is JSON",
  (text) => {
    JSON.parse(text);
    expect(findFault(text)).toBeNull();
  },
);

test("it agrees with the engine on every way to spoil a line, and never quotes it", () => {
  const whole = '{"custom_id":"a","body":{"n":[1,2.5],"t":"x \\" y","u":null}}';
  for (let at = 0; at < whole.length; at += 1)
    for (const sign of ["", "{", "}", '"', ",", ":", "\\", "z", "\u0001"]) {
      const text = whole.slice(0, at) + sign + whole.slice(at + 1);
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      const fault = findFault(text);
      expect(fault === null, `${JSON.stringify(text)}: ${fault?.message}`).toBe(isJson);
      expect(fault?.message ?? "").not.toContain("custom_id");
    }
});

test("a million open brackets are told without a stack of them", () => {
  expect(findFault("[".repeat(1_000_000))).toMatchObject({ column: 1_000_001 });
});
