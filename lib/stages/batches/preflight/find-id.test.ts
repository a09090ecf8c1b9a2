import { expect, test } from "vitest";
import { breaksGrowth, escapeBreaks, findId, nameOf } from "./find-id";

const NAME = nameOf("custom_id");

/** The line with its id replaced, or null when that cannot be done on the bytes. */
function swap(text: string): string | null {
  const line = Buffer.from(text);
  const place = findId(line, NAME);
  if (!place) return null;
  return Buffer.concat([
    line.subarray(0, place.start),
    Buffer.from('"NEW"'),
    line.subarray(place.end),
  ]).toString();
}

test.each([
  ['{"custom_id":"a","body":{}}', '{"custom_id":"NEW","body":{}}'],
  ['  { "custom_id" : "a" , "body":{}}', '  { "custom_id" : "NEW" , "body":{}}'],
  ['{"method":"POST","custom_id":"a"}', '{"method":"POST","custom_id":"NEW"}'],
  [
    '{"body":{"t":"say \\"custom_id\\" now"},"custom_id":"a"}',
    '{"body":{"t":"say \\"custom_id\\" now"},"custom_id":"NEW"}',
  ],
  ['{"body":{"custom_id":"inner"},"custom_id":"a"}', '{"body":{"custom_id":"inner"},"custom_id":"NEW"}'],
  ['{"custom_id":"a","body":{"custom_id":"inner"}}', '{"custom_id":"NEW","body":{"custom_id":"inner"}}'],
  ['{"custom_id":"a \\" b \\\\","x":1}', '{"custom_id":"NEW","x":1}'],
  ['{"x":"custom_id","custom_id":"a"}', '{"x":"custom_id","custom_id":"NEW"}'],
  [
    '{"x":["custom_id",{"custom_id":"b"}],"custom_id":"a"}',
    '{"x":["custom_id",{"custom_id":"b"}],"custom_id":"NEW"}',
  ],
])("%s", (text, swapped) => {
  expect(swap(text)).toBe(swapped);
  expect(JSON.parse(swapped)).toEqual({ ...JSON.parse(text), custom_id: "NEW" });
});

test.each([
  ["twice at the same height", '{"custom_id":"a","custom_id":"b"}'],
  ["not there", '{"body":{"id":"a"},"x":1}'],
  ["no text", '{"custom_id":7}'],
  ["spelled with escapes", '{"custom\\u005fid":"a"}'],
  ["an escaped one beside an inner plain one", '{"custom\\u005fid":"a","body":{"x":1,"custom_id":"b"}}'],
])("%s: the line is written anew", (_, text) => {
  expect(swap(text)).toBeNull();
});

test.each(["recordId", "id", "ключ", "_"])(
  "the name %s is found whole, and no name that ends like it",
  (key) => {
    const line = Buffer.from(JSON.stringify({ [`x${key}`]: "other", [key]: "own" }));
    const place = findId(line, nameOf(key));
    expect(place && line.toString("utf8", place.start, place.end)).toBe('"own"');
  },
);

test("signs that others break lines at are escaped, and mean the same", () => {
  const text = '{"t":"a\u2028b\u2029c\u0085d — é"}';
  const line = Buffer.from(text);
  const escaped = escapeBreaks(line);
  expect(escaped.length).toBe(line.length + breaksGrowth(line));
  expect(escaped.toString()).not.toMatch(/[\u2028\u2029\u0085]/);
  expect(JSON.parse(escaped.toString())).toEqual(JSON.parse(text));
});
