import { createReadStream } from "node:fs";
import { ID_COLUMN, ID_LABEL } from "@/lib/adapters/providers/vertex/dialect/names";
import { splitLines } from "@/lib/platform/http/lines";

// The prepared file bears every id in one fixed place (dialect/dialect.ts). On its way out the id moves to where the
// store keeps it, and the request gets the labels by which it is billed. Only those few bytes of a line are looked at.

type Labels = Record<string, string>;
export type Carrier = "label" | "column";

const START = Buffer.from(`{"${ID_COLUMN}":"`);
const REQUEST = Buffer.from(`,"request":{`);
const LABELS = Buffer.from(`"labels":{`);
const [QUOTE, BACKSLASH, CLOSE, COMMA] = [0x22, 0x5c, 0x7d, 0x2c];

/** Null: the line is not one of ours. */
export function outgoingLine(line: Buffer, carrier: Carrier, labels: Labels): Buffer | null {
  const idEnd = line.indexOf(QUOTE, START.length);
  const request = idEnd + 1 + REQUEST.length;
  if (idEnd < 0 || !startsWith(line, START, 0) || !startsWith(line, REQUEST, idEnd + 1)) return null;
  const id = line.toString("latin1", START.length, idEnd);
  const hasLabels = startsWith(line, LABELS, request);
  const open = request + LABELS.length - 1;
  const close = hasLabels ? endOfFlatObject(line, open) : request;
  if (close < 0) return null;
  const own: Labels = hasLabels ? JSON.parse(line.toString("utf8", open, close)) : {};
  const all = { ...labels, ...own, ...(carrier === "label" && { [ID_LABEL]: id }) };
  const head = carrier === "label" ? `{"request":{` : `{"${ID_COLUMN}":"${id}","request":{`;
  const rest = line[close] === COMMA ? close + 1 : close;
  const isLast = line[rest] === CLOSE;
  const told = Object.keys(all).length > 0 ? `"labels":${JSON.stringify(all)}${isLast ? "" : ","}` : "";
  return Buffer.concat([Buffer.from(head + told), line.subarray(rest)]);
}

function startsWith(line: Buffer, word: Buffer, at: number): boolean {
  return line.length >= at + word.length && line.compare(word, 0, word.length, at, at + word.length) === 0;
}

/** Where an object of texts ends, its brace included. */
function endOfFlatObject(line: Buffer, open: number): number {
  let isText = false;
  for (let at = open; at < line.length; at++) {
    const byte = line[at];
    if (isText && byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) isText = !isText;
    else if (byte === CLOSE && !isText) return at + 1;
  }
  return -1;
}

type Outgoing = { path: string; carrier: Carrier; labels: Labels };

export class StrangeLine extends Error {}

const NEWLINE = Buffer.from("\n");

/** The file as it is sent, in pieces of one size but the last, with constant memory. */
export async function* outgoingPieces(
  { path, carrier, labels }: Outgoing,
  size: number,
): AsyncGenerator<Buffer<ArrayBuffer>> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const { bytes } of splitLines(createReadStream(path, { highWaterMark: 1024 * 1024 }))) {
    const line = outgoingLine(asBuffer(bytes), carrier, labels);
    if (!line) throw new StrangeLine("a line of the prepared file is not as it was written");
    waiting.push(line, NEWLINE);
    length += line.length + 1;
    while (length >= size) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, size);
      waiting = [all.subarray(size)];
      length -= size;
    }
  }
  yield Buffer.concat(waiting);
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
