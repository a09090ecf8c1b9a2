import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { dialect } from "@/lib/adapters/providers/vertex/dialect/dialect";
import { outgoingLine, outgoingPieces, StrangeLine } from "./outgoing";

const contents = [{ parts: [{ text: 'Quotes " and } and \\" and 漢字 \u2028.' }] }];
const write = (body: Record<string, unknown>, id = "nonce000_1") =>
  Buffer.from(dialect.write({ body, path: "generateContent", model: null }, id));
const sent = (line: Buffer, carrier: "label" | "column", labels = {}) =>
  JSON.parse(outgoingLine(line, carrier, labels)?.toString() ?? "null");

type Body = { labels?: Record<string, string> } & Record<string, unknown>;
const bodies: [string, Body][] = [
  ["without labels", { contents }],
  ["with labels", { contents, labels: { team: "ops", tricky: '"}{\\' } }],
  ["with labels in the middle", { generationConfig: {}, labels: { team: "ops" }, contents }],
  ["with empty labels", { labels: {}, contents }],
];

test.each(bodies)("in a file the id is a label, and stands nowhere else: a request %s", (_, body) => {
  expect(sent(write(body), "label", { cost_center: "legal" })).toEqual({
    request: { ...body, labels: { cost_center: "legal", ...body.labels, offpeak_id: "nonce000_1" } },
  });
});

test.each(bodies)("in a table the id is a column, and no label: a request %s", (_, body) => {
  const { labels: own = {}, ...rest } = body;
  const labels = { cost_center: "legal", ...own };
  expect(sent(write(body), "column", { cost_center: "legal" })).toEqual({
    custom_id: "nonce000_1",
    request: { ...rest, labels },
  });
  const bare = Object.keys(own).length > 0 ? { ...rest, labels: own } : rest;
  expect(sent(write(body), "column")).toEqual({ custom_id: "nonce000_1", request: bare });
});

test("a request's own cost center goes before the batch's", () => {
  const line = write({ contents, labels: { cost_center: "own" } });
  expect(sent(line, "label", { cost_center: "batch" }).request.labels.cost_center).toBe("own");
});

test.each(["", "{}", '{"request":{}}', '{"custom_id":"a"', '{"custom_id":"a","request":[]}'])(
  "%j is no line of ours",
  (text) => {
    expect(outgoingLine(Buffer.from(text), "label", {})).toBeNull();
  },
);

async function piecesOf(text: string, size: number): Promise<Buffer[]> {
  const dir = mkdtempSync(path.join(tmpdir(), "offpeak-outgoing-"));
  try {
    const file = path.join(dir, "part");
    writeFileSync(file, text);
    const pieces: Buffer[] = [];
    for await (const piece of outgoingPieces({ path: file, carrier: "column", labels: {} }, size))
      pieces.push(piece);
    return pieces;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

test.each([1, 64, 1000, 1_000_000])("a file goes out whole, in pieces of %i bytes", async (size) => {
  const lines = [1, 2, 3].map((n) => write({ contents }, `nonce000_${n}`).toString());
  const pieces = await piecesOf(lines.join("\n"), size);
  for (const piece of pieces.slice(0, -1)) expect(piece.length).toBe(size);
  expect(Buffer.concat(pieces).toString()).toBe(`${lines.join("\n")}\n`);
});

test("a file that is not as it was written is not sent", async () => {
  await expect(piecesOf('{"custom_id":"a","request":{"contents":[]}}\n{"half', 1000)).rejects.toThrow(
    StrangeLine,
  );
});
