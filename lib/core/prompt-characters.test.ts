import { expect, test } from "vitest";
import { promptCharacters, schemaCharacters } from "./prompt-characters";

test.each([
  ["abc", 3],
  [[{ role: "user", content: "abc" }], 3],
  [[{ role: "user", content: [{ type: "text", text: "abc" }] }], 3],
  [[{ type: "input_image", image_url: "data:xxxx" }], 0],
  [{ type: "document", source: { type: "base64", media_type: "a/b", data: "xxxx" } }, 0],
  [{ type: "document", source: { type: "text", media_type: "a/b", data: "abc" } }, 3],
  [{ type: "tool_use", id: "toolu_1", name: "find", input: { query: "abc" } }, 7],
  [null, 0],
  [undefined, 0],
  [7, 0],
])("%j holds %i characters of a prompt", (value, expected) => expect(promptCharacters(value)).toBe(expected));

test("in a schema the names count too", () => {
  expect(schemaCharacters({ type: "object" })).toBe("type".length + 3 + "object".length);
  expect(schemaCharacters([{ a: 1 }, { b: true }])).toBe(16);
  expect(schemaCharacters(undefined)).toBe(0);
});

test("nobody overflows the stack", () => {
  let deep: unknown = "x";
  for (let n = 0; n < 100_000; n++) deep = [deep];
  expect(promptCharacters(deep)).toBe(0);
  expect(schemaCharacters(deep)).toBe(0);
});
