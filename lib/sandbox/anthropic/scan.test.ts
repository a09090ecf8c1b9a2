import { expect, test } from "vitest";
import { createScanner } from "./scan";

function scan(text: string, size: number) {
  const found: string[] = [];
  const scanner = createScanner("requests", (bytes) => found.push(bytes.toString("utf8").trim()));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  return { found, isComplete: scanner.isComplete() };
}

const tricky = { a: 'quote " brace } bracket ] back\\slash', requests: [1], é: "漢字" };

test.each([1, 2, 3, 7, 1000])("elements are found whole, in chunks of %i bytes", (size) => {
  const text = JSON.stringify(
    { before: { requests: [0] }, requests: [tricky, {}, 12, "s"], after: [3] },
    null,
    1,
  );
  const { found, isComplete } = scan(text, size);
  expect(found.map((element) => JSON.parse(element))).toEqual([tricky, {}, 12, "s"]);
  expect(isComplete).toBe(true);
});

test("a body that was cut off is not complete", () => {
  expect(scan('{"requests":[{"a":1}', 4)).toEqual({ found: ['{"a":1}'], isComplete: false });
  expect(scan("", 4).isComplete).toBe(false);
});
