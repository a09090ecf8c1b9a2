import { expect, test } from "vitest";
import { escapeLineBreaks, jsonLine, parseBytes } from "./json-line";

test("no reader finds a line end inside, and the text is the same", () => {
  const value = { a: "1\n2\r3\u20284\u20295\u00856", "\u2028": "\\u2028" };
  const line = jsonLine(value);
  expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
  expect(JSON.parse(line)).toEqual(value);
  expect(escapeLineBreaks('"plain"')).toBe('"plain"');
});

test("bytes that are no JSON are nothing", () => {
  expect(parseBytes(Buffer.from('{"a":"ä"}'))).toEqual({ a: "ä" });
  expect(parseBytes(Buffer.from('{"a":'))).toBeUndefined();
  expect(parseBytes(new Uint8Array())).toBeUndefined();
});
