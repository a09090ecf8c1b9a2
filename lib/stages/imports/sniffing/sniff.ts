import { open } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import type { Sample } from "@/lib/core/format";
import { type Failure, failure } from "../model/refusals";
import type { Facts } from "../receiving/facts";
import { jsonShapeOf } from "./json";
import { foreign, isGzip } from "./magic";
import { headingOf } from "./table";

const SIGHT = 256_000;

/** What a look at the beginning of a file tells. */
export type Sniffed = {
  sample: Sample;
  gzip: boolean;
  /** The byte that ends a line. */
  newline: "\n" | "\r";
  /** Lines before the first row of a table. */
  skip: number;
  /** The first rows, for the preview of an unknown file. */
  objects: Record<string, unknown>[];
};

export async function sniff(file: string, filename: string, facts: Facts): Promise<Sniffed | Failure> {
  const head = await beginning(file);
  if (head.length === 0) return failure("empty-file");
  const gzip = isGzip(head);
  if (gzip && facts.gzip !== "good")
    return failure(facts.gzip === "broken" ? "broken-gzip" : "truncated-gzip");
  const bytes = gzip ? await unpackedBeginning(head) : head;
  if (bytes.length === 0) return failure("empty-file");
  const code = foreign(bytes);
  if (code) return failure(code);
  const text = new TextDecoder("utf-8").decode(bytes, { stream: true }).replace(/^\uFEFF/, "");
  if (text.trim() === "") return failure("empty-file");
  if (/^\s*(<!doctype html|<html)/i.test(text)) return failure("web-page");
  const base = { filename: path.basename(filename), text, nulBytes: facts.nulBytes };
  const newline = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const json = jsonShapeOf(text);
  if (json) {
    const { shape, columns, objects } = json;
    return { sample: { ...base, shape, columns, delimiter: null }, gzip, newline: "\n", skip: 0, objects };
  }
  if (bytes.length >= SIGHT && !text.includes(newline)) return failure("long-line");
  const heading = headingOf(text, newline);
  if (!heading) return failure("not-a-table");
  const { columns, delimiter, skip } = heading;
  return { sample: { ...base, shape: "table", columns, delimiter }, gzip, newline, skip, objects: [] };
}

async function beginning(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SIGHT), 0, SIGHT, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** As much of the unpacked text as the first packed bytes hold; receipt has checked the rest. */
async function unpackedBeginning(head: Buffer): Promise<Buffer> {
  const gunzip = createGunzip();
  const parts: Buffer[] = [];
  let size = 0;
  gunzip.end(head);
  try {
    for await (const part of gunzip) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size >= SIGHT) break;
    }
  } catch {
    // The head is cut by us; what came out before is what we want.
  }
  return Buffer.concat(parts).subarray(0, SIGHT);
}
