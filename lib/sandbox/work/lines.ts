import {
  closeSync,
  createReadStream,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { setImmediate as breathe } from "node:timers/promises";

const newline = 0x0a;
const chunkSize = 256 * 1024;

export type Line = { text: string; offset: number; length: number; number: number };

/** The lines of a file, cut at newline bytes only, with constant memory. What follows the last newline counts if it is not empty. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let number = 0;
  const line = (bytes: Buffer): Line => {
    number += 1;
    const found = { text: bytes.toString("utf8"), offset, length: bytes.length, number };
    offset += bytes.length + 1;
    return found;
  };
  for await (const chunk of chunksOf(path)) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline, start)) {
      yield line(rest.subarray(start, end));
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) yield line(rest);
}

/** Small files at once: with thousands of batches, the ways to the disk and back are what takes the time. */
function chunksOf(path: string): AsyncIterable<Buffer> | Iterable<Buffer> {
  const { size } = statSync(path);
  return size <= chunkSize ? [readFileSync(path)] : createReadStream(path, { highWaterMark: chunkSize });
}

/** Where each line of a file stands and how it is going to end, on disk beside it. */
export type LineIndex = { offsets: number[]; lengths: number[]; endings: number[] };

export function saveIndex(path: string, { offsets, lengths, endings }: LineIndex): void {
  writeFileSync(path, Buffer.from(Float64Array.from([...offsets, ...lengths, ...endings]).buffer));
}

export function loadIndex(path: string): LineIndex {
  const bytes = readFileSync(path);
  const numbers = Array.from(new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8));
  const size = numbers.length / 3;
  return {
    offsets: numbers.slice(0, size),
    lengths: numbers.slice(size, 2 * size),
    endings: numbers.slice(2 * size),
  };
}

/** Removes an input and its index when nobody needs them any more. */
export function dropSpool(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}.index`, { force: true });
}

/** Reads single lines in any order; now and then it lets the rest of the process do something. */
export async function* pickLines(path: string, index: LineIndex, order: Iterable<number>) {
  const file = openSync(path, "r");
  let taken = 0;
  try {
    for (const place of order) {
      const bytes = Buffer.allocUnsafe(index.lengths[place] ?? 0);
      readSync(file, bytes, 0, bytes.length, index.offsets[place] ?? 0);
      yield { place, text: bytes.toString("utf8") };
      taken += 1;
      if (taken % 200 === 0) await breathe();
    }
  } finally {
    closeSync(file);
  }
}

/** Appends lines to a new file in large writes. */
export type LineWriter = { add(line: string): void; close(): number };

export function createLineWriter(path: string, head = ""): LineWriter {
  const file = openSync(path, "w");
  let waiting = [head];
  let waitingLength = head.length;
  let written = 0;
  const flush = () => {
    written += writeSync(file, Buffer.from(waiting.join("")));
    waiting = [];
    waitingLength = 0;
  };
  return {
    add(line) {
      waiting.push(line, "\n");
      waitingLength += line.length;
      if (waitingLength > 1024 * 1024) flush();
    },
    close() {
      flush();
      closeSync(file);
      return written;
    },
  };
}
