import { expect, test } from "vitest";
import { readFormWithFile } from "./multipart";

const TYPE = "multipart/form-data; boundary=----edge42";

function form(...parts: { name: string; value: string; filename?: string }[]): Buffer {
  const text = parts.map(
    ({ name, value, filename }) =>
      `------edge42\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"\r\nContent-Type: application/octet-stream`}\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${text.join("")}------edge42--\r\n`);
}

/** The body in pieces of so many bytes. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(body: AsyncGenerator<Uint8Array> | undefined): Promise<string> {
  const all: Uint8Array[] = [];
  if (body) for await (const piece of body) all.push(piece);
  return Buffer.concat(all).toString("utf8");
}

const WHOLE = form(
  { name: "endpoint", value: "catalog/product-enrich" },
  { name: "team", value: "" },
  { name: "label", value: "Über \r\n--- etwas" },
  { name: "file", value: '{"a":1}\r\n------edge4\r\n{"b":2}', filename: "a b.jsonl" },
);

test.each([1, 2, 3, 7, 50, 100_000])("in pieces of %d bytes", async (size) => {
  const { fields, file } = await readFormWithFile(TYPE, pieces(WHOLE, size));
  expect(fields).toEqual({ endpoint: "catalog/product-enrich", team: "", label: "Über \r\n--- etwas" });
  expect(file?.filename).toBe("a b.jsonl");
  // Something that begins like the boundary is still the file.
  expect(await textOf(file?.body)).toBe('{"a":1}\r\n------edge4\r\n{"b":2}');
});

test("a form whose file was not chosen has none", async () => {
  const body = form({ name: "endpoint", value: "x" }, { name: "file", value: "", filename: "" });
  expect(await readFormWithFile(TYPE, pieces(body, 9))).toEqual({ fields: { endpoint: "x" }, file: null });
});

test("an empty file is a file", async () => {
  const { file } = await readFormWithFile(TYPE, pieces(form({ name: "file", value: "", filename: "a" }), 5));
  expect(await textOf(file?.body)).toBe("");
});

test("a body that is cut off in the file is not taken for a whole one", async () => {
  const cut = WHOLE.subarray(0, WHOLE.length - 30);
  const { file } = await readFormWithFile(TYPE, pieces(cut, 16));
  await expect(textOf(file?.body)).rejects.toMatchObject({ code: "invalid" });
});

test.each([
  ["application/json", "as multipart"],
  ["multipart/form-data", "as multipart"],
])("%s is no such form", async (type, words) => {
  await expect(readFormWithFile(type, pieces(WHOLE, 10))).rejects.toThrow(words);
});

test("a field without an end does not fill the memory", async () => {
  const body = form({ name: "label", value: "x".repeat(40_000) });
  await expect(readFormWithFile(TYPE, pieces(body, 1000))).rejects.toThrow("too long");
});
