import { expect, test } from "vitest";
import { splitLines } from "./lines";

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string | Buffer, size = 1000) {
  const lines: [string, boolean][] = [];
  for await (const { bytes, isWhole } of splitLines(inPieces(Buffer.from(text), size)))
    lines.push([Buffer.from(bytes).toString(), isWhole]);
  return lines;
}

const tricky = '{"a":"résumé\u2028次の\u2029x\u0085"}';

test.each([1, 2, 3, 7, 1000])("lines end at newline bytes alone, in pieces of %i bytes", async (size) => {
  expect(await split(`\uFEFF${tricky}\n\n  \r\n{"b":1}\r\n\t\n${tricky}`, size)).toEqual([
    [tricky, true],
    ['{"b":1}', true],
    [tricky, false],
  ]);
});

test("only the very first bytes are a byte order mark", async () => {
  expect(await split("a\n\uFEFFb\n")).toEqual([
    ["a", true],
    ["\uFEFFb", true],
  ]);
});

test.each(["", "\n", "\uFEFF", "\uFEFF\n\n", " \n\r\n"])("%j has no lines", async (text) => {
  expect(await split(text, 1)).toEqual([]);
});

test("a line of many pieces is joined once", async () => {
  const long = "x".repeat(3_000_000);
  expect((await split(`${long}\n`, 1000))[0]?.[0].length).toBe(long.length);
});
